package io.fieldcast.dynamics;

import io.fieldcast.geometry.Representation;
import java.util.List;

/** The next step as this one, by name. */
public final class PersistenceDynamics implements Dynamics {
    @Override
    public String name() {
        return "persistence";
    }

    @Override
    public String summary() {
        return "The field of the next step is that of this one.";
    }

    @Override
    public String use() {
        return "As the least that any other dynamics must beat.";
    }

    @Override
    public String paper() {
        return "none";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        return new Persistence(representation.size());
    }
}
