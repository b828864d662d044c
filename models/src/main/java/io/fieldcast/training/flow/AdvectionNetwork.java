package io.fieldcast.training.flow;

import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Grid;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingWatch;

/** Trains a flow network for advection in general, from simulated sequences alone: the one that comes with the product. Stateless. */
public final class AdvectionNetwork {
    private static final int SIDE = 48;
    private static final int HIDDEN = 24;
    private static final long SEED = 1;

    private AdvectionNetwork() {}

    /**
     * Trains a network that knows nothing.
     *
     * @param sequences simulated ones; the last fifth is held out
     * @param epochs most passes over them
     */
    public static TrainingOutcome train(int sequences, int epochs, TrainingWatch watch) {
        Grid grid = new Grid(SIDE, SIDE, 0, 0, 1);
        FlowSamples fit = new FlowSamples(grid);
        FlowSamples heldOut = new FlowSamples(grid);
        int kept = sequences - sequences / DeepIdeTraining.HELD_OUT;
        fit.addSimulated(SEED, 0, kept);
        heldOut.addSimulated(SEED, kept, sequences);
        FlowTraining.Settings settings = new FlowTraining.Settings(32, 64, epochs, 0.004, 10);
        TrainedModel start = FlowTraining.untrained(HIDDEN, DeepIdeTraining.RANGE, SEED);
        return new FlowTraining(fit, heldOut, settings, start, SEED).run("advection", Checkpoint.NONE, watch);
    }
}
