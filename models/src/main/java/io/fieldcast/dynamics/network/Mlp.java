package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.VectorField;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * A multilayer perceptron with tanh units and a linear last layer, {@code y = W h(x) + b}. As a vector field {@code x' = y(x)} it is the
 * plain neural ODE that the structured networks are measured against; it promises nothing. Immutable.
 */
public final class Mlp implements VectorField {
    private final TanhLayers hidden;
    private final int outputs;
    private final double[] head;
    private final int atHead;

    /**
     * @param sizes of the input, of every hidden layer and of the output, at least three numbers
     * @param weights {@link #count} numbers: for every layer W, outputs × inputs, row-major, then b; copied
     */
    public Mlp(int[] sizes, double[] weights) {
        Check.that(sizes.length >= 3, "a perceptron needs input, hidden and output sizes, got %d sizes", sizes.length);
        Check.length("weights", weights, count(sizes));
        int[] inner = Arrays.copyOf(sizes, sizes.length - 1);
        this.hidden = new TanhLayers(inner, weights, 0);
        this.outputs = sizes[sizes.length - 1];
        this.head = weights.clone();
        this.atHead = TanhLayers.count(inner);
    }

    /** Numbers that fix a perceptron of such sizes. */
    public static int count(int... sizes) {
        return TanhLayers.count(sizes);
    }

    public int inputs() {
        return hidden.inputs();
    }

    public int outputs() {
        return outputs;
    }

    /** Doubles of working memory that {@link #forward} wants for so many columns. */
    public int forwardScratch(int columns) {
        return hidden.units() * columns;
    }

    /**
     * Writes the outputs of every column.
     *
     * @param input {@link #inputs} rows from {@code atInput} on, left as they were
     * @param output receives {@link #outputs} rows from {@code atOutput} on
     * @param scratch {@link #forwardScratch} doubles from {@code atScratch} on, apart from the others
     */
    public void forward(
            double[] input, int atInput, int columns, double[] output, int atOutput, double[] scratch, int atScratch) {
        hidden.forward(input, atInput, columns, scratch, atScratch);
        int last = atScratch + hidden.last() * columns;
        int width = hidden.outputs();
        int biases = atHead + width * outputs;
        for (int row = 0; row < outputs; row++) {
            int at = atOutput + row * columns;
            Arrays.fill(output, at, at + columns, head[biases + row]);
            DenseKernels.addRows(head, atHead + row * width, width, scratch, last, columns, output, at, columns);
        }
    }

    /** @throws IllegalStateException if inputs and outputs differ in number */
    @Override
    public int size() {
        if (inputs() != outputs) {
            throw new IllegalStateException(
                    "a vector field needs as many outputs as inputs, got " + outputs + " and " + inputs());
        }
        return outputs;
    }

    @Override
    public int scratchSize(int members) {
        return forwardScratch(members);
    }

    @Override
    public void derivative(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] derivative,
            int atDerivative,
            double[] scratch,
            int atScratch) {
        forward(state, atState, members, derivative, atDerivative, scratch, atScratch);
    }
}
