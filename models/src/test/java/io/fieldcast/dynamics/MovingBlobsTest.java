package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.Gen;
import org.junit.jupiter.api.Test;

/**
 * The bundled network on Gaussian blobs that move as one: it was trained on other fields in other flows. What it sees is averaged over a run
 * of frames and over where the blobs are. Ten degrees and a fifth of the speed are kept on average; single worlds may miss by half as much
 * again, as seed 12 does by a hair.
 */
class MovingBlobsTest {
    private static final Grid GRID = new Grid(64, 64, 0, 0, 1);
    private static final int BLOBS = 5;
    private static final int STEPS = 5;
    private static final int WORLDS = 20;

    private final FlowNetwork network = new FlowNetwork(GRID, BundledModel.named(DeepIdeDynamics.BUNDLED));

    private double degreesOff;
    private double speedOff;

    @Test
    void areSeenToMoveInTheRightDirectionAtTheRightSpeed() {
        for (int seed = 1; seed <= WORLDS; seed++) {
            Gen gen = new Gen(seed);
            double speed = gen.uniform(0.8, 3.2);
            double direction = gen.uniform(0, 2 * Math.PI);
            double u = speed * Math.cos(direction);
            double v = speed * Math.sin(direction);
            double[] seen = seen(gen, u, v);
            double angle = Math.atan2(seen[1], seen[0]) - direction;
            double degrees = Math.abs(Math.toDegrees(Math.atan2(Math.sin(angle), Math.cos(angle))));
            double share = Math.hypot(seen[0], seen[1]) / speed;
            System.out.printf(
                    "figure blobs seed %d: speed %.2f, direction off by %.1f degrees, speed by %.0f %%%n",
                    seed, speed, degrees, 100 * (share - 1));
            assertThat(degrees).as("degrees off, seed %d", seed).isLessThanOrEqualTo(15);
            assertThat(share).as("share of the speed, seed %d", seed).isBetween(0.7, 1.3);
            degreesOff += degrees / WORLDS;
            speedOff += Math.abs(share - 1) / WORLDS;
        }
        assertThat(degreesOff).as("mean of the degrees off").isLessThanOrEqualTo(10);
        assertThat(speedOff).as("mean of the speed's error").isLessThanOrEqualTo(0.2);
    }

    /** The flow that the network sees. */
    private double[] seen(Gen gen, double u, double v) {
        double[] blobs = new double[4 * BLOBS];
        for (int at = 0; at < blobs.length; at += 4) {
            blobs[at] = gen.uniform(12, 52);
            blobs[at + 1] = gen.uniform(12, 52);
            blobs[at + 2] = gen.uniform(2, 4.5);
            blobs[at + 3] = gen.uniform(1, 3);
        }
        double[] mean = new double[2];
        for (int step = 0; step < STEPS; step++) {
            double[] frames = new double[3 * GRID.size()];
            for (int frame = 0; frame < 3; frame++) {
                double time = step - frame - 0.5 * (STEPS - 3);
                draw(blobs, u * time, v * time, frames, frame * GRID.size());
            }
            addSeen(frames, mean);
        }
        return new double[] {mean[0] / STEPS, mean[1] / STEPS};
    }

    private static void draw(double[] blobs, double eastward, double northward, double[] frames, int from) {
        for (int at = 0; at < blobs.length; at += 4) {
            for (int cell = 0; cell < GRID.size(); cell++) {
                double dx = GRID.x(cell) - blobs[at] - eastward;
                double dy = GRID.y(cell) - blobs[at + 1] - northward;
                double squared = (dx * dx + dy * dy) / (blobs[at + 2] * blobs[at + 2]);
                frames[from + cell] += blobs[at + 3] * Math.exp(-squared / 2);
            }
        }
    }

    private void addSeen(double[] frames, double[] mean) {
        CoarseBases bases = network.bases();
        double[] coefficients = new double[3 * bases.size()];
        network.coefficients(frames, 0, coefficients, 0, new double[network.scratchSize()], 0);
        double[] scratch = new double[bases.scratchSize()];
        double[] field = new double[GRID.size()];
        for (int axis = 0; axis < 2; axis++) {
            bases.lift(coefficients, axis * bases.size(), field, 0, 1, scratch, 0);
            double sum = 0;
            double weights = 0;
            for (int cell = 0; cell < GRID.size(); cell++) {
                // what is drawn from an offset flows the other way
                sum -= field[cell] * frames[cell];
                weights += frames[cell];
            }
            mean[axis] += sum / weights;
        }
    }
}
