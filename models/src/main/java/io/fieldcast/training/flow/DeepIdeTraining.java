package io.fieldcast.training.flow;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Grid;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;

/**
 * What {@link DeepIdeTrainer} does: simulated sequences on the field's own grid are mixed with the history's, since a network knows only
 * motions that it has seen, and a history has seen few. Held out are the history's later frames, and without such, the last fifth of the
 * simulated sequences.
 */
final class DeepIdeTraining {
    /** Largest component of the offset, cells a step. */
    static final double RANGE = 5;

    /** One simulated sequence of so many is held out. */
    static final int HELD_OUT = 5;

    private final TrainingTask task;

    DeepIdeTraining(TrainingTask task) {
        this.task = task;
        Check.that(
                task.data().representation() instanceof Grid, "a deep integro-difference equation lives on cells only");
    }

    TrainingOutcome run(TrainingWatch watch) {
        TrainingData data = task.data();
        int simulated = (int) task.training().number("simulated");
        FlowSamples fit = FlowSamples.of(data, 0, data.fit());
        FlowSamples heldOut = FlowSamples.of(data, data.fit(), data.frames());
        boolean alone = heldOut.size() == 0;
        int kept = alone ? simulated - simulated / HELD_OUT : simulated;
        fit.addSimulated(task.seed(), 0, kept);
        heldOut.addSimulated(task.seed(), kept, simulated);
        FlowTraining.Settings settings = new FlowTraining.Settings(
                number("batch"),
                number("targets"),
                number("epochs"),
                task.training().number("rate"),
                number("patience"));
        TrainedModel start = task.dynamics().model().equals(TrainedModel.NONE)
                ? FlowTraining.untrained(number("hidden"), RANGE, task.seed())
                : task.dynamics().model();
        return new FlowTraining(fit, heldOut, settings, start, task.seed()).run("flow", task.resume(), watch);
    }

    private int number(String key) {
        return (int) task.training().number(key);
    }
}
