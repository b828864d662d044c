package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;
import java.util.List;

/** Random numbers and networks that nobody trained. */
final class Untrained {
    private Untrained() {}

    static double[] normal(int count, double sd, long seed) {
        RandomStreams.Stream random = new RandomStreams(seed, "untrained").stream(0, RandomStreams.Purpose.MEASUREMENT);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = sd * random.gaussian(i);
        }
        return numbers;
    }

    /** A perceptron with weights of size one over root width. */
    static Mlp perceptron(long seed, int... sizes) {
        return new Mlp(sizes, normal(Mlp.count(sizes), 0.4, seed));
    }

    /** An energy of two hidden layers of ten units. */
    static EnergyNetwork energy(Features features, double stiffness, Correction correction, long seed) {
        int[] widths = {10, 10};
        double[] squares = new double[features.inputs()];
        Arrays.fill(squares, stiffness);
        double[] weights = normal(EnergyNetwork.count(features.inputs(), widths), 0.5, seed);
        return new EnergyNetwork(features, widths, weights, squares, 1.5, correction);
    }

    /** Seven stations about a unit apart. */
    static StationNodes stations() {
        return new StationNodes(new double[] {0, 1, 2, 0.2, 1.1, 1.9, 3}, new double[] {0, 0.2, 0, 1, 1.2, 0.9, 2}, 1);
    }

    /** Random parameters in the model's own form, a row for each. */
    static double[] parameters(List<Parameter> parameters, int members, long seed) {
        double[] numbers = normal(parameters.size() * members, 1, seed);
        for (int i = 0; i < numbers.length; i++) {
            Parameter parameter = parameters.get(i / members);
            numbers[i] = parameter.transform().toModel(parameter.mean() + parameter.sd() * numbers[i]);
        }
        return numbers;
    }
}
