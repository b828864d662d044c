package io.fieldcast.forecasting;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.dynamics.Tuned;
import io.fieldcast.geometry.Representation;
import java.io.Serializable;

/**
 * Which dynamics carry the anomaly field, as a value that a configuration can hold.
 *
 * @param kind name of a {@link Dynamics}
 * @param choices its settings and its trained model
 */
public record DynamicsSpec(String kind, Choices choices) implements Serializable {
    /**
     * Dynamics with all their defaults.
     *
     * @throws IllegalArgumentException if there are none of that name
     */
    public static DynamicsSpec of(String kind) {
        return new DynamicsSpec(kind, Choices.defaults(Dynamics.named(kind).settings()));
    }

    /** The same with another number for one setting. */
    public DynamicsSpec with(String key, double number) {
        return new DynamicsSpec(kind, choices.with(key, number));
    }

    /**
     * Builds the propagator. A trained model of dynamics that need none is what their parameters start from.
     *
     * @param representation what it moves
     * @param radius the network's radius, kilometres or the network's unit
     * @throws IllegalArgumentException if these dynamics do not live on that representation, are not on the class path, or the model is
     *     not for them
     */
    public Propagator build(Representation representation, double radius) {
        Dynamics dynamics = Dynamics.named(kind);
        Propagator propagator = dynamics.build(representation, radius, choices);
        boolean tuned = !dynamics.trained() && !choices.model().equals(TrainedModel.NONE);
        return tuned ? Tuned.of(propagator, choices.model()) : propagator;
    }
}
