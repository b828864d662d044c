package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.DampedPropagator;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Layer;
import io.fieldcast.dynamics.Priors;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Representation;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kinds of dynamics with a trained network have in common. One network works at every place of the representation and sees
 * what is there and how the mean of its neighbours differs, so a model fits a network of any number of places. Immutable.
 */
abstract class NetworkDynamics implements Dynamics {
    /** The neighbours' weights are dense; beyond this a grid's own kinds are cheaper. */
    private static final int MOST_PLACES = 2048;

    private static final Setting CORRECTION = new Setting(
            "correction",
            0.1,
            0,
            1,
            "prior sd of the logarithm of rate, strength and stiffnesses; 0 to leave them as trained");
    private static final Setting WEIGHTS =
            new Setting("weights", 0, 0, 1, "prior sd of a factor on each weight of the last layer; 0 to leave them");
    private static final Setting REFINEMENT =
            new Setting("refinement", 2, 1, 100, "integration steps for each that the training took");
    /** How much of the state the filter may find lost besides. */
    static final Setting KEPT = new Setting(
            "damping", 1, 0.001, 1, "first guess of what is left of the state after one step; 1 for all of it");

    private final String name;
    private final int layers;

    /**
     * @param name of the dynamics and of their trained models
     * @param layers that the energy sees
     */
    NetworkDynamics(String name, int layers) {
        this.name = name;
        this.layers = layers;
    }

    /** Moves the state with the model's energy. */
    abstract Propagator propagator(EnergyNetwork energy, Representation places, Choices choices, int steps);

    /** What can be chosen beside what all of them have. */
    abstract List<Setting> more();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final boolean trained() {
        return true;
    }

    @Override
    public final List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(List.of(CORRECTION, WEIGHTS, REFINEMENT));
        settings.addAll(more());
        return List.copyOf(settings);
    }

    @Override
    public final Propagator build(Representation representation, double radius, Choices choices) {
        TrainedModel model = choices.model();
        Check.that(model.kind().equals(name), "the trained model is of kind '%s', expected %s", model.kind(), name);
        Check.that(
                representation.size() <= MOST_PLACES,
                "a network works on at most %2$d places, got %1$d",
                representation.size(),
                MOST_PLACES);
        Features features = Features.neighbours(representation, layers, model.number("reach") * radius);
        double correction = choices.number("correction");
        EnergyNetwork energy = EnergyNetwork.of(model, features, new Correction(correction, choices.number("weights")));
        int steps = model.size("steps") * (int) choices.number("refinement");
        Propagator propagator = propagator(energy, representation, choices, steps);
        if (more().contains(KEPT) && choices.number("damping") < 1) {
            return new DampedPropagator(propagator, choices.number("damping"), Priors.SD, Priors.GAIN_FLOOR);
        }
        return propagator;
    }

    /** The field and the momentum behind it. */
    static List<Layer> moving(TrainedModel model) {
        double size = model.number("momentum");
        return List.of(Layer.FIELD, new Layer("momentum", size, size));
    }
}
