package io.fieldcast.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.DampedDynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Tuned;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterTrainerTest {
    private static final double TRUTH = 0.9;
    private static final Grid GRID = new Grid(4, 3, 0, 0, 1);

    private final ParameterTrainer trainer = new ParameterTrainer("damped");

    /** A field that dies away to nine tenths a step, stirred anew each time. */
    private static TrainingData data(int gap) {
        int frames = 150;
        double[] values = new double[frames * GRID.size()];
        RandomStreams.Stream noise = new RandomStreams(8, "damped").stream(0, Purpose.TRUTH);
        for (int i = 0; i < values.length; i++) {
            double before = i < GRID.size() ? 0 : values[i - GRID.size()];
            values[i] = TRUTH * before + 0.3 * noise.gaussian(i);
        }
        Arrays.fill(values, gap * GRID.size(), (gap + 1) * GRID.size(), Double.NaN);
        return TrainingData.ofRows(GRID, 1, Instant.EPOCH, Duration.ofHours(1), values, 120);
    }

    private TrainingTask task(int gap) {
        Choices defaults = Choices.defaults(new DampedDynamics().settings());
        return TrainingTask.of(data(gap), defaults, trainer, 4);
    }

    private static double damping(TrainingOutcome outcome) {
        Choices defaults = Choices.defaults(new DampedDynamics().settings());
        Propagator tuned = Tuned.of(new DampedDynamics().build(GRID, 1, defaults), outcome.model());
        return tuned.parameters()
                .get(0)
                .transform()
                .toModel(tuned.parameters().get(0).mean());
    }

    @Test
    void findsTheDampingAcrossAGap() {
        TrainingOutcome outcome = trainer.train(task(60), TrainingWatch.NONE);
        assertThat(damping(outcome)).isCloseTo(TRUTH, within(0.03));
        assertThat(outcome.scores().get("loss.held_out")).isCloseTo(0.09, within(0.02));
    }

    @Test
    void resumedTrainingFindsTheSameBits() {
        List<Checkpoint> kept = new ArrayList<>();
        trainer.train(task(60), (progress, checkpoint) -> {
            kept.add(checkpoint);
            return kept.size() < 3;
        });
        assertThat(kept).hasSize(3);
        TrainingOutcome resumed = trainer.train(task(60).from(kept.get(2)), TrainingWatch.NONE);
        TrainingOutcome whole = trainer.train(task(60), TrainingWatch.NONE);
        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void neverLooksAtHeldOutTimeToFit() {
        List<Double> losses = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        trainer.train(task(60), (progress, checkpoint) -> losses.add(progress.loss()));
        trainer.train(task(130).with("members", 40), (progress, checkpoint) -> others.add(progress.loss()));
        TrainingData held = data(130);
        assertThat(held.isWhole(130, 1)).isFalse();
        assertThat(losses).isNotEqualTo(others);
        List<Double> moved = new ArrayList<>();
        trainer.train(task(140), (progress, checkpoint) -> moved.add(progress.loss()));
        assertThat(moved).isEqualTo(others);
    }
}
