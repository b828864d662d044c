package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Representation;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

    /** A model as a training of that kind writes it, with random weights. */
    static TrainedModel model(String kind, int inputs, long seed) {
        double[] stiffness = new double[inputs];
        Arrays.fill(stiffness, 0.3);
        return new TrainedModel(
                kind,
                Map.of(
                        "hidden",
                        2.0,
                        "width.1",
                        6.0,
                        "width.2",
                        6.0,
                        "scale",
                        1.2,
                        "reach",
                        1.0,
                        "steps",
                        2.0,
                        "momentum",
                        0.5,
                        "mass",
                        1.5,
                        "damping",
                        0.4),
                Map.of("weights", normal(EnergyNetwork.count(inputs, 6, 6), 0.4, seed), "stiffness", stiffness));
    }

    /** Three stations about a unit apart. */
    static StationNodes fewStations() {
        return new StationNodes(new double[] {0, 1, 0.4}, new double[] {0, 0.2, 1}, 1);
    }

    /** Seven stations about a unit apart. */
    static StationNodes stations() {
        return new StationNodes(new double[] {0, 1, 2, 0.2, 1.1, 1.9, 3}, new double[] {0, 0.2, 0, 1, 1.2, 0.9, 2}, 1);
    }

    /** The kind's propagator at places with such a model, corrected by the filter, weights as well. */
    static Propagator propagator(Dynamics kind, Representation places, int inputs, long seed) {
        Choices choices = Choices.defaults(kind.settings())
                .with("weights", 0.05)
                .with("refinement", 4)
                .with(model(kind.name(), inputs, seed));
        return kind.build(places, 1, choices);
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
