package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * The hidden layers of a multilayer perceptron, {@code h ← tanh(W h + b)} one after the other, for many columns at once: rows are units
 * and the columns of a row lie side by side, as the members of an ensemble do. Forward and backward; the activations of the way forward
 * are what the way back needs. Immutable.
 */
final class TanhLayers {
    private final int[] sizes;
    /** Per layer, outputs × inputs, row-major. */
    private final double[][] weights;
    /** Per layer, inputs × outputs, for the way back along rows as well. */
    private final double[][] transposed;

    private final double[][] biases;
    private final int units;

    /**
     * @param sizes of the input and of every hidden layer, at least two numbers
     * @param weights {@link #count} numbers from {@code at} on: for every layer W, outputs × inputs, row-major, then b; copied
     */
    TanhLayers(int[] sizes, double[] weights, int at) {
        Check.that(sizes.length >= 2, "a perceptron needs at least 1 hidden layer, got %d", sizes.length - 1);
        int layers = sizes.length - 1;
        this.sizes = sizes.clone();
        this.weights = new double[layers][];
        this.transposed = new double[layers][];
        this.biases = new double[layers][];
        int from = at;
        int sum = 0;
        for (int layer = 0; layer < layers; layer++) {
            int inputs = sizes[layer];
            int outputs = sizes[layer + 1];
            this.weights[layer] = Arrays.copyOfRange(weights, from, from + inputs * outputs);
            this.transposed[layer] = transpose(this.weights[layer], outputs, inputs);
            from += inputs * outputs;
            this.biases[layer] = Arrays.copyOfRange(weights, from, from + outputs);
            from += outputs;
            sum += outputs;
        }
        this.units = sum;
    }

    /** Numbers that fix layers of such sizes. */
    static int count(int... sizes) {
        int count = 0;
        for (int layer = 1; layer < sizes.length; layer++) {
            count += sizes[layer] * (sizes[layer - 1] + 1);
        }
        return count;
    }

    int inputs() {
        return sizes[0];
    }

    /** Units of the last layer. */
    int outputs() {
        return sizes[sizes.length - 1];
    }

    /** Units of all layers: so many rows of activations. */
    int units() {
        return units;
    }

    /** Rows that {@link #backward} uses up: those of the two widest layers. */
    int backwardRows() {
        return 2 * Arrays.stream(sizes).max().orElse(0);
    }

    /** Row of the activations at which the last layer begins. */
    int last() {
        return units - outputs();
    }

    /**
     * Writes the activations of every layer.
     *
     * @param input {@link #inputs} rows from {@code atInput} on, left as they were
     * @param activations receives {@link #units} rows from {@code atActivations} on; may be the array of the input, elsewhere in it
     */
    void forward(double[] input, int atInput, int columns, double[] activations, int atActivations) {
        double[] from = input;
        int atFrom = atInput;
        int atTo = atActivations;
        for (int layer = 0; layer < weights.length; layer++) {
            int inputs = sizes[layer];
            int outputs = sizes[layer + 1];
            for (int unit = 0; unit < outputs; unit++) {
                int at = atTo + unit * columns;
                Arrays.fill(activations, at, at + columns, biases[layer][unit]);
                DenseKernels.addRows(
                        weights[layer], unit * inputs, inputs, from, atFrom, columns, activations, at, columns);
                for (int i = at; i < at + columns; i++) {
                    activations[i] = Math.tanh(activations[i]);
                }
            }
            from = activations;
            atFrom = atTo;
            atTo += outputs * columns;
        }
    }

    /**
     * Carries a gradient from the last layer's activations to the input.
     *
     * @param activations of {@link #forward}, left as they were
     * @param scratch holds the gradient by the last layer's activations in its first {@link #outputs} rows from {@code at} on;
     *     {@link #backwardRows} rows are used up
     * @param gradient receives {@link #inputs} rows from {@code atGradient} on
     */
    void backward(
            double[] activations,
            int atActivations,
            int columns,
            double[] scratch,
            int at,
            double[] gradient,
            int atGradient) {
        int widest = backwardRows() / 2 * columns;
        int above = at;
        int below = at + widest;
        int atLayer = atActivations + units * columns;
        for (int layer = weights.length - 1; layer >= 0; layer--) {
            int inputs = sizes[layer];
            int outputs = sizes[layer + 1];
            atLayer -= outputs * columns;
            for (int i = 0; i < outputs * columns; i++) {
                double activation = activations[atLayer + i];
                scratch[above + i] *= 1 - activation * activation;
            }
            double[] target = layer == 0 ? gradient : scratch;
            int atTarget = layer == 0 ? atGradient : below;
            Arrays.fill(target, atTarget, atTarget + inputs * columns, 0);
            for (int input = 0; input < inputs; input++) {
                DenseKernels.addRows(
                        transposed[layer],
                        input * outputs,
                        outputs,
                        scratch,
                        above,
                        columns,
                        target,
                        atTarget + input * columns,
                        columns);
            }
            int held = above;
            above = below;
            below = held;
        }
    }

    private static double[] transpose(double[] matrix, int rows, int columns) {
        double[] turned = new double[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = matrix[row * columns + column];
            }
        }
        return turned;
    }
}
