package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Energy;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.numerics.DenseKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A learned energy and its gradient, {@code E(x) = rate · Σ_copies ½ Σ_k stiffness_k z_k² + strength · w·h(z)}, where z are the
 * {@link Features} that a copy sees and h a perceptron's last hidden layer. The squares hold the state together however wild the
 * weights are; with stiffness 0 it is the bare perceptron of the papers. Immutable.
 */
public final class EnergyNetwork implements Energy {
    private final Features features;
    private final TanhLayers hidden;
    private final double[] head;
    private final double[] stiffness;
    private final List<Parameter> parameters;
    private final boolean corrected;
    /** Rows of the parameters, or -1: the first of the stiffnesses', the first of the weights'. */
    private final int[] stiffnessRow;

    private final int atWeights;

    /**
     * @param widths of the hidden layers, at least one
     * @param weights {@link #count} numbers: for every hidden layer W, outputs × inputs, row-major, then b; then the last layer's w; copied
     * @param stiffness one number for each input, not below 0; copied
     * @param scale size of the inputs for which the weights are meant: {@code e(z) = scale² e₁(z / scale)}; above 0
     */
    public EnergyNetwork(
            Features features,
            int[] widths,
            double[] weights,
            double[] stiffness,
            double scale,
            Correction correction) {
        Check.length("weights", weights, count(features.inputs(), widths));
        Check.length("stiffness", stiffness, features.inputs());
        Check.that(scale > 0, "scale must be above 0, got %s", scale);
        for (double square : stiffness) {
            Check.that(square >= 0, "stiffness must not be below 0, got %s", square);
        }
        int[] sizes = sizes(features.inputs(), widths);
        double[] scaled = weights.clone();
        for (int unit = 0; unit < widths[0] * features.inputs(); unit++) {
            scaled[unit] /= scale;
        }
        this.features = features;
        this.hidden = new TanhLayers(sizes, scaled, 0);
        this.head = Arrays.copyOfRange(weights, TanhLayers.count(sizes), weights.length);
        for (int unit = 0; unit < head.length; unit++) {
            head[unit] *= scale * scale;
        }
        this.stiffness = stiffness.clone();
        this.corrected = correction.sd() > 0;
        this.stiffnessRow = new int[stiffness.length];
        List<Parameter> all = new ArrayList<>();
        if (corrected) {
            all.add(factor("rate", correction.sd()));
            all.add(factor("strength", correction.sd()));
        }
        for (int input = 0; input < stiffness.length; input++) {
            boolean named = corrected && stiffness[input] > 0;
            stiffnessRow[input] = named ? all.size() : -1;
            if (named) {
                all.add(factor("stiffness." + (input + 1), correction.sd()));
            }
        }
        this.atWeights = correction.weightSd() > 0 ? all.size() : -1;
        for (int unit = 0; atWeights >= 0 && unit < head.length; unit++) {
            double sd = correction.weightSd();
            all.add(new Parameter("weight." + (unit + 1), 1, sd, sd / 8, new ParameterTransform.Identity()));
        }
        this.parameters = List.copyOf(all);
    }

    /**
     * The energy that a model holds in its numbers {@code hidden}, {@code width.1} and so on and {@code scale}, and in its blocks
     * {@code weights} and {@code stiffness}.
     *
     * @throws IllegalArgumentException if the model has another number of inputs than {@code features}
     */
    public static EnergyNetwork of(TrainedModel model, Features features, Correction correction) {
        int[] widths = widths(model);
        return new EnergyNetwork(
                features,
                widths,
                model.block("weights", count(features.inputs(), widths)),
                model.block("stiffness", features.inputs()),
                model.number("scale"),
                correction);
    }

    /** Widths of the hidden layers of a model. */
    public static int[] widths(TrainedModel model) {
        int[] widths = new int[model.size("hidden")];
        for (int layer = 0; layer < widths.length; layer++) {
            widths[layer] = model.size("width." + (layer + 1));
        }
        return widths;
    }

    /** Weights of an energy with so many inputs and such hidden layers. */
    public static int count(int inputs, int... widths) {
        Check.that(widths.length >= 1, "an energy network needs at least 1 hidden layer");
        return TanhLayers.count(sizes(inputs, widths)) + widths[widths.length - 1];
    }

    private static int[] sizes(int inputs, int[] widths) {
        int[] sizes = new int[widths.length + 1];
        sizes[0] = inputs;
        System.arraycopy(widths, 0, sizes, 1, widths.length);
        return sizes;
    }

    private static Parameter factor(String name, double sd) {
        return new Parameter(name, 0, sd, sd / 8, new ParameterTransform.Exponential(0));
    }

    /** Length of the state. */
    public int size() {
        return features.size();
    }

    /** What the filter may correct: a factor each. */
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public int energyScratch(int members) {
        return (2 * features.inputs() + hidden.units() + hidden.backwardRows()) * features.copies() * members;
    }

    @Override
    public void energy(
            double[] state,
            int atState,
            int rows,
            double[] parameters,
            int atParameters,
            int members,
            double[] energy,
            int atEnergy,
            double[] scratch,
            int atScratch) {
        int columns = features.copies() * members;
        int activations = atScratch + features.inputs() * columns;
        features.gather(state, atState, members, scratch, atScratch);
        hidden.forward(scratch, atScratch, columns, scratch, activations);
        Arrays.fill(energy, atEnergy, atEnergy + members, 0);
        int last = activations + hidden.last() * columns;
        for (int unit = 0; unit < head.length; unit++) {
            for (int column = 0; column < columns; column++) {
                int m = column % members;
                energy[atEnergy + m] += head[unit]
                        * weight(parameters, atParameters, unit, m, members)
                        * scratch[last + unit * columns + column];
            }
        }
        for (int m = 0; corrected && m < members; m++) {
            energy[atEnergy + m] *= parameters[atParameters + members + m];
        }
        for (int input = 0; input < stiffness.length; input++) {
            for (int column = 0; stiffness[input] > 0 && column < columns; column++) {
                int m = column % members;
                double z = scratch[atScratch + input * columns + column];
                energy[atEnergy + m] += 0.5 * square(parameters, atParameters, input, m, members) * z * z;
            }
        }
        for (int m = 0; corrected && m < members; m++) {
            energy[atEnergy + m] *= parameters[atParameters + m];
        }
    }

    /**
     * Writes ∂E/∂x of every member.
     *
     * @param state {@link #size} rows, left as they were
     * @param parameters in the model's own form
     * @param gradient receives {@link #size} rows
     * @param scratch {@link #energyScratch} doubles, apart from the others
     */
    public void gradient(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] gradient,
            int atGradient,
            double[] scratch,
            int atScratch) {
        int columns = features.copies() * members;
        int inputs = features.inputs();
        int byInputs = atScratch + inputs * columns;
        int activations = byInputs + inputs * columns;
        int free = activations + hidden.units() * columns;
        features.gather(state, atState, members, scratch, atScratch);
        hidden.forward(scratch, atScratch, columns, scratch, activations);
        for (int unit = 0; unit < head.length; unit++) {
            headGradient(parameters, atParameters, unit, members, columns, scratch, free + unit * columns);
        }
        hidden.backward(scratch, activations, columns, scratch, free, scratch, byInputs);
        for (int input = 0; input < inputs; input++) {
            if (stiffness[input] > 0) {
                addSquares(parameters, atParameters, input, members, columns, scratch, atScratch, byInputs);
            }
        }
        if (corrected) {
            for (int i = 0; i < inputs * columns; i += members) {
                for (int m = 0; m < members; m++) {
                    scratch[byInputs + i + m] *= parameters[atParameters + m];
                }
            }
        }
        features.scatter(scratch, byInputs, members, gradient, atGradient);
    }

    /** By one unit of the last hidden layer: the weight on it, times the strength. */
    private void headGradient(
            double[] parameters, int atParameters, int unit, int members, int columns, double[] target, int at) {
        if (!corrected && atWeights < 0) {
            Arrays.fill(target, at, at + columns, head[unit]);
            return;
        }
        for (int column = 0; column < columns; column += members) {
            for (int m = 0; m < members; m++) {
                double strength = corrected ? parameters[atParameters + members + m] : 1;
                target[at + column + m] = head[unit] * strength * weight(parameters, atParameters, unit, m, members);
            }
        }
    }

    private void addSquares(
            double[] parameters,
            int atParameters,
            int input,
            int members,
            int columns,
            double[] scratch,
            int features,
            int byInputs) {
        int from = input * columns;
        if (stiffnessRow[input] < 0) {
            DenseKernels.addScaled(stiffness[input], scratch, features + from, scratch, byInputs + from, columns);
            return;
        }
        for (int column = 0; column < columns; column += members) {
            for (int m = 0; m < members; m++) {
                int i = from + column + m;
                scratch[byInputs + i] += square(parameters, atParameters, input, m, members) * scratch[features + i];
            }
        }
    }

    private double weight(double[] parameters, int atParameters, int unit, int m, int members) {
        return atWeights < 0 ? 1 : parameters[atParameters + (atWeights + unit) * members + m];
    }

    private double square(double[] parameters, int atParameters, int input, int m, int members) {
        int row = stiffnessRow[input];
        return row < 0 ? stiffness[input] : stiffness[input] * parameters[atParameters + row * members + m];
    }
}
