package io.fieldcast.tests.training;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Cholesky;

/**
 * The pendulum {@code q'' = −g sin q} itself, and its own fit to noisy frames: what is known of a swing's future by who knows the equation
 * and only has to learn its start and its strength. No network that learns the equation from the same frames can be expected to know more.
 *
 * @param q angle at the start
 * @param p its velocity
 * @param g strength
 */
record Pendulum(double q, double p, double g) {
    private static final int PARTS = 200;
    private static final int ITERATIONS = 30;
    private static final double DIFFERENCE = 1e-5;

    /** Angle and velocity of so many frames, by steps of Störmer and Verlet too short to matter. */
    double[] swing(int frames, double step) {
        double[] swing = new double[2 * frames];
        double angle = q;
        double velocity = p;
        double h = step / PARTS;
        for (int frame = 0; frame < frames; frame++) {
            swing[2 * frame] = angle;
            swing[2 * frame + 1] = velocity;
            for (int part = 0; part < PARTS; part++) {
                velocity -= h / 2 * g * Math.sin(angle);
                angle += h * velocity;
                velocity -= h / 2 * g * Math.sin(angle);
            }
        }
        return swing;
    }

    /** The one of least squares, by Gauss and Newton from the first frame and strength 1. */
    static Pendulum fittedTo(double[] seen, double step) {
        Pendulum fitted = new Pendulum(seen[0], seen[1], 1);
        for (int i = 0; i < ITERATIONS; i++) {
            fitted = fitted.improved(seen, step);
        }
        return fitted;
    }

    private Pendulum improved(double[] seen, double step) {
        int frames = seen.length / 2;
        double[] here = swing(frames, step);
        double[][] changed = {
            new Pendulum(q + DIFFERENCE, p, g).swing(frames, step),
            new Pendulum(q, p + DIFFERENCE, g).swing(frames, step),
            new Pendulum(q, p, g + DIFFERENCE).swing(frames, step)
        };
        double[] normal = new double[9];
        double[] change = new double[3];
        for (int i = 0; i < here.length; i++) {
            for (int k = 0; k < 3; k++) {
                double slope = (changed[k][i] - here[i]) / DIFFERENCE;
                change[k] += slope * (seen[i] - here[i]);
                for (int j = 0; j < 3; j++) {
                    normal[3 * k + j] += slope * (changed[j][i] - here[i]) / DIFFERENCE;
                }
            }
        }
        Cholesky factor = new Cholesky(3);
        Check.that(factor.factor(normal), "the frames do not tell start and strength apart");
        factor.solve(1, change);
        return new Pendulum(q + change[0], p + change[1], g + change[2]);
    }
}
