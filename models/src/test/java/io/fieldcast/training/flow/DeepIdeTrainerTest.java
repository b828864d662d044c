package io.fieldcast.training.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.DeepIdeDynamics;
import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DeepIdeTrainerTest {
    private static final Grid GRID = new Grid(16, 16, 0, 0, 1);
    private static final int FRAMES = 14;

    private final Trainer trainer = Objects.requireNonNull(Trainer.kinds().get(FlowNetwork.KIND));

    @Test
    void lowersTheLossOnHeldOutTimeAndGivesAModelThatRuns() {
        List<Double> losses = new ArrayList<>();
        TrainingTask task =
                task(history(), 6).with("epochs", 8).with("rate", 0.02).with("targets", 40);
        TrainingOutcome outcome = trainer.train(task, (progress, checkpoint) -> losses.add(progress.heldOut()));
        assertThat(outcome.scores().get("loss.held_out"))
                .isEqualTo(Collections.min(losses))
                .isLessThan(0.9 * losses.get(0));
        Propagator ide = new DeepIdeDynamics()
                .build(
                        GRID,
                        1,
                        Choices.defaults(new DeepIdeDynamics().settings()).with(outcome.model()));
        assertThat(ide.stateSize()).isEqualTo(3 * GRID.size());
    }

    @Test
    void givesTheSameModelWhetherInterruptedOrNot() {
        List<Checkpoint> checkpoints = new ArrayList<>();
        TrainingTask task = task(history(), 10);
        TrainingOutcome whole = trainer.train(task, (progress, checkpoint) -> checkpoints.add(checkpoint));
        TrainingOutcome resumed = trainer.train(task.from(checkpoints.get(0)), TrainingWatch.NONE);
        assertThat(resumed.model()).isEqualTo(whole.model());
        assertThat(resumed.scores()).isEqualTo(whole.scores());
    }

    @Test
    void looksAtNothingBeyondTheFramesThatItIsGiven() {
        double[] values = history();
        double[] without = values.clone();
        int from = (FRAMES - 4) * GRID.size();
        Arrays.fill(without, from, without.length, Double.NaN);
        TrainingOutcome known = trainer.train(task(Arrays.copyOf(values, from), 6), TrainingWatch.NONE);
        TrainingOutcome masked = trainer.train(task(without, 6), TrainingWatch.NONE);
        assertThat(masked.model()).isEqualTo(known.model());
    }

    @Test
    void saysThatThreeFramesAreTooFew() {
        double[] few = Arrays.copyOf(history(), 3 * GRID.size());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(task(few, 3).with("simulated", 0), TrainingWatch.NONE))
                .withMessageContaining("successive frames");
    }

    private TrainingTask task(double[] values, int fit) {
        TrainingData data = TrainingData.ofRows(GRID, 1, Instant.EPOCH, Duration.ofMinutes(10), values, fit);
        return TrainingTask.of(data, Choices.defaults(new DeepIdeDynamics().settings()), trainer, 7)
                .with("simulated", 8)
                .with("hidden", 4)
                .with("batch", 4)
                .with("targets", 8)
                .with("epochs", 2);
    }

    private static double[] history() {
        double[] frames = new double[FRAMES * GRID.size()];
        new AdvectionSimulation(GRID, 11).write(0, FRAMES, frames);
        return frames;
    }
}
