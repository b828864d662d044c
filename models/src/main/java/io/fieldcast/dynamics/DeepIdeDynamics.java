package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import java.util.List;

/**
 * The deep integro-difference equation by name. It comes with a network for advection in general, trained on simulated fields and flows,
 * which is in force where no model was trained for the field itself.
 */
public final class DeepIdeDynamics implements Dynamics {
    /** The network for advection in general, a resource of this package. */
    public static final String BUNDLED = "advection.flow";

    @Override
    public String name() {
        return FlowNetwork.KIND;
    }

    @Override
    public String summary() {
        return "Deep integro-difference equation: a convolutional network reads flow and diffusion off the latest three frames and is"
                + " held to them, or the filter corrects it.";
    }

    @Override
    public String use() {
        return "On cells, where patterns are carried by a flow that varies from place to place and changes within a few steps.";
    }

    @Override
    public String paper() {
        return "Zammit-Mangion and Wikle 2020";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("gain", 0.9, 0.01, 1.04, "first guess of what is left of the anomaly after one step"),
                new Setting("correction", 0.6, 1e-6, 100, "prior sd of the correction of the offset, cells a step"),
                new Setting("modes", 2, 1, 16, "bases of that correction along each side; 1 for one everywhere"),
                new Setting(
                        "fitted",
                        1,
                        0,
                        1,
                        "1: corrections are fitted to three frames before a step; 0: the filter learns them"));
    }

    @Override
    public boolean trained() {
        return true;
    }

    @Override
    public boolean bundled() {
        return true;
    }

    @Override
    public Propagator build(Representation representation, double radius, Choices choices) {
        if (!(representation instanceof Grid grid)) {
            throw new IllegalArgumentException("a deep integro-difference equation needs cells");
        }
        TrainedModel model = choices.model().equals(TrainedModel.NONE) ? BundledModel.named(BUNDLED) : choices.model();
        DeepIde.Corrections corrections = new DeepIde.Corrections(
                choices.number("gain"), choices.number("correction"), (int) choices.number("modes"));
        DeepIde learning = new DeepIde(grid, model, corrections);
        return choices.number("fitted") < 1 ? learning : learning.fitted();
    }
}
