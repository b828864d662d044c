package io.fieldcast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.dynamics.LinearIdeDynamics;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Tuned;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdeTrainerTest {
    private static final Grid GRID = new Grid(7, 6, 0, 0, 1);
    private static final double DRIFT = 0.6;

    private static Propagator build() {
        return new LinearIdeDynamics().build(GRID, 3, Choices.defaults(new LinearIdeDynamics().settings()));
    }

    /** A field that drifts east by 0.6 cells a step. */
    private static TrainingData data() {
        LinearIde ide = (LinearIde) build();
        double[] truth = new double[4];
        for (int row = 0; row < truth.length; row++) {
            Parameter parameter = ide.parameters().get(row);
            double model = switch (parameter.name()) {
                case "gain" -> 0.9;
                case "width" -> 1.5;
                case "offset.x" -> DRIFT;
                default -> 0;
            };
            truth[row] = parameter.transform().toUnconstrained(model);
        }
        int size = GRID.size();
        double[] operator = new double[size * size];
        ide.operator(truth, operator);
        int frames = 90;
        double[] values = new double[frames * size];
        RandomStreams.Stream noise = new RandomStreams(2, "drift").stream(0, Purpose.TRUTH);
        for (int frame = 1; frame < frames; frame++) {
            for (int row = 0; row < size; row++) {
                double sum = 0.4 * noise.gaussian((long) frame * size + row);
                for (int k = 0; k < size; k++) {
                    sum += operator[row * size + k] * values[(frame - 1) * size + k];
                }
                values[frame * size + row] = sum;
            }
        }
        return TrainingData.ofRows(GRID, 3, Instant.EPOCH, Duration.ofHours(1), values, 60);
    }

    @Test
    void findsTheDrift() {
        IdeTrainer trainer = new IdeTrainer();
        Choices defaults = Choices.defaults(new LinearIdeDynamics().settings());
        List<TrainingProgress> told = new ArrayList<>();
        TrainingTask task = TrainingTask.of(data(), defaults, trainer, 1).with("iterations", 60);
        TrainingOutcome outcome = trainer.train(task, (progress, checkpoint) -> told.add(progress));
        Propagator tuned = Tuned.of(build(), outcome.model());
        for (Parameter parameter : tuned.parameters()) {
            double found = parameter.transform().toModel(parameter.mean());
            if (parameter.name().startsWith("offset")) {
                // The kernel's offset may be counted with the wind or against it; both trainer and truth use the same.
                assertThat(found).isCloseTo(parameter.name().endsWith("x") ? DRIFT : 0, within(0.15));
            }
        }
        assertThat(told).isNotEmpty();
        assertThat(told.get(told.size() - 1).loss()).isLessThan(told.get(0).loss());
        assertThat(outcome.scores()).containsKeys("loss.fit", "loss.held_out");
    }
}
