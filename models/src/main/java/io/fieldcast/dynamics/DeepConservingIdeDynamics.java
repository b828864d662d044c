package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import java.util.List;

/**
 * The deep integro-difference equation that keeps its energy, by name. Its network is the one for advection in general that comes with
 * {@link DeepIdeDynamics}; what can be fitted to a field are the corrections of it.
 */
public final class DeepConservingIdeDynamics implements Dynamics {
    @Override
    public String name() {
        return "deep-conserving-ide";
    }

    @Override
    public String summary() {
        return "Deep integro-difference equation with a skew generator: a network reads the flow off the latest three frames, its part"
                + " without divergence carries the field, and the filter corrects it.";
    }

    @Override
    public String use() {
        return "On cells, where patterns are carried by a changing flow that turns and must not fade or grow on the way.";
    }

    @Override
    public String paper() {
        return "Zammit-Mangion and Wikle 2020; Strang 1968";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("gain", 0.9, 0.01, 0.999, "first guess of what is left of the anomaly after one step"),
                new Setting("correction", 0.3, 1e-6, 100, "prior sd of the correction of the offset, cells a step"),
                new Setting("modes", 2, 1, 16, "bases of that correction along each side; 1 for one everywhere"));
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        if (!(representation instanceof Grid grid)) {
            throw new IllegalArgumentException("a deep integro-difference equation needs cells");
        }
        DeepIde.Corrections corrections = new DeepIde.Corrections(
                choices.number("gain"), choices.number("correction"), (int) choices.number("modes"));
        return new DeepConservingIde(grid, Edge.WALLS, BundledModel.named(DeepIdeDynamics.BUNDLED), corrections);
    }
}
