package io.fieldcast.dynamics;

import io.fieldcast.geometry.Representation;
import java.util.List;

/** An anomaly that dies away at a learned rate, by name. */
public final class DampedDynamics implements Dynamics {
    @Override
    public String name() {
        return "damped";
    }

    @Override
    public String summary() {
        return "The anomaly dies away towards the climatology at one learned rate.";
    }

    @Override
    public String use() {
        return "Where nothing moves from place to place, or the network is too sparse to show it.";
    }

    @Override
    public String paper() {
        return "Hasselmann 1976";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Priors.damping());
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        return DampedPersistence.shared(representation.size(), choices.number("damping"), Priors.SD, Priors.GAIN_FLOOR);
    }
}
