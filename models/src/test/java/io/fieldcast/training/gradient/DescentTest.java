package io.fieldcast.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DescentTest {
    private static final double[] TARGETS = GradientCheck.normal(40, 1);
    private static final int[] FIT = IntStream.range(0, 30).toArray();
    private static final int[] HELD_OUT = IntStream.range(30, 40).toArray();

    /** Half the mean squared distance of both weights from the targets. */
    private static final Loss DISTANCE = new Loss() {
        @Override
        public int weights() {
            return 2;
        }

        @Override
        public double gradient(double[] weights, int[] samples, double[] gradient) {
            for (int i = 0; i < 2; i++) {
                gradient[i] = 0;
                for (int sample : samples) {
                    gradient[i] += (weights[i] - TARGETS[sample]) / samples.length;
                }
            }
            return value(weights, samples);
        }

        @Override
        public double value(double[] weights, int[] samples) {
            double sum = 0;
            for (int sample : samples) {
                for (double weight : weights) {
                    sum += 0.5 * (weight - TARGETS[sample]) * (weight - TARGETS[sample]) / samples.length;
                }
            }
            return sum;
        }
    };

    private static Descent descent(int epochs, int[] heldOut, int patience) {
        return new Descent(DISTANCE, FIT, heldOut, new Descent.Settings(epochs, 30, 0.05, 0.1, patience), 7);
    }

    private static double mean(int[] samples) {
        return IntStream.of(samples).mapToDouble(i -> TARGETS[i]).average().orElseThrow();
    }

    @Test
    void findsTheMinimum() {
        double[] found = descent(400, new int[0], 400)
                .run("a", new double[] {2, -2}, Checkpoint.NONE, TrainingWatch.NONE)
                .weights();
        assertThat(found[0]).isCloseTo(mean(FIT), within(1e-3));
        assertThat(found[1]).isCloseTo(mean(FIT), within(1e-3));
    }

    @Test
    void resumedFromAnyEpochItEndsAtTheSameBits() {
        Descent descent = new Descent(DISTANCE, FIT, HELD_OUT, new Descent.Settings(25, 8, 0.05, 0.1, 25), 7);
        double[] start = {1, -1};
        List<Checkpoint> checkpoints = new ArrayList<>();
        double[] whole = descent.run("a", start, Checkpoint.NONE, (progress, checkpoint) -> checkpoints.add(checkpoint))
                .weights();
        for (int epoch : new int[] {0, 11, 23}) {
            assertThat(descent.run("a", start, checkpoints.get(epoch), TrainingWatch.NONE)
                            .weights())
                    .containsExactly(whole);
        }
    }

    @Test
    void keepsTheWeightsThatAreBestOnHeldOutSamplesAndStopsWhenTheyNoLongerGain() {
        List<Double> heldOut = new ArrayList<>();
        Descent.Found found = descent(5000, HELD_OUT, 20)
                .run("a", new double[] {3, 3}, Checkpoint.NONE, (progress, c) -> {
                    heldOut.add(progress.heldOut());
                    return true;
                });
        double best = heldOut.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        assertThat(found.epochs()).isLessThan(5000).isEqualTo(heldOut.indexOf(best) + 1 + 20);
        assertThat(found.heldOut()).isEqualTo(best);
        assertThat(DISTANCE.value(found.weights(), HELD_OUT)).isCloseTo(best, within(1e-15));
    }

    @Test
    void stopsWhenToldTo() {
        assertThat(descent(50, HELD_OUT, 50)
                        .run("a", new double[2], Checkpoint.NONE, (progress, checkpoint) -> progress.epoch() < 3)
                        .epochs())
                .isEqualTo(3);
    }

    @Test
    void refusesTheCheckpointOfAnotherTraining() {
        List<Checkpoint> checkpoints = new ArrayList<>();
        descent(1, HELD_OUT, 1)
                .run("a", new double[2], Checkpoint.NONE, (progress, checkpoint) -> checkpoints.add(checkpoint));
        assertThatThrownBy(
                        () -> descent(2, HELD_OUT, 2).run("b", new double[2], checkpoints.get(0), TrainingWatch.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the checkpoint belongs to stage a, expected b");
    }
}
