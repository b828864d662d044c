package io.fieldcast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import org.junit.jupiter.api.Test;

class WeakFormTest {
    private static final double STEP = 0.01;
    private static final WeakForm.Quadratics TERMS = new WeakForm.Quadratics(3);

    /** Rows of 1, x, y, z, xx, xy, xz, yy, yz, zz. */
    private static final double[] LORENZ = {
        0, -10, 10, 0, 0, 0, 0, 0, 0, 0,
        0, 28, -1, 0, 0, 0, -1, 0, 0, 0,
        0, 0, 0, -8.0 / 3, 0, 1, 0, 0, 0, 0
    };

    private static double[] lorenz(int frames, double noise, long seed) {
        double[] x = {1, 2, 20};
        double[] exact = new double[frames * 3];
        for (int frame = -500; frame < frames; frame++) {
            if (frame >= 0) {
                System.arraycopy(x, 0, exact, frame * 3, 3);
            }
            for (int part = 0; part < 10; part++) {
                rungeKutta(x, STEP / 10);
            }
        }
        RandomStreams.Stream random = new RandomStreams(seed, "lorenz").stream(0, RandomStreams.Purpose.MEASUREMENT);
        for (int row = 0; row < 3; row++) {
            double mean = 0;
            double square = 0;
            for (int i = row; i < exact.length; i += 3) {
                mean += exact[i] / frames;
                square += exact[i] * exact[i] / frames;
            }
            double sd = noise * Math.sqrt(square - mean * mean);
            for (int i = row; i < exact.length; i += 3) {
                exact[i] += sd * random.gaussian(i);
            }
        }
        return exact;
    }

    private static void rungeKutta(double[] x, double h) {
        double[] sum = new double[3];
        double[] point = x.clone();
        double[] values = new double[TERMS.count()];
        for (int stage = 0; stage < 4; stage++) {
            TERMS.write(point, values);
            double ahead = stage == 2 ? h : h / 2;
            double weight = stage == 1 || stage == 2 ? h / 3 : h / 6;
            for (int row = 0; row < 3; row++) {
                double slope = 0;
                for (int term = 0; term < values.length; term++) {
                    slope += LORENZ[row * values.length + term] * values[term];
                }
                sum[row] += weight * slope;
                point[row] = x[row] + ahead * slope;
            }
        }
        for (int row = 0; row < 3; row++) {
            x[row] += sum[row];
        }
    }

    /** Length of the error over the length of the coefficients. */
    private static double error(double[] found) {
        double error = 0;
        double size = 0;
        for (int i = 0; i < LORENZ.length; i++) {
            error += (found[i] - LORENZ[i]) * (found[i] - LORENZ[i]);
            size += LORENZ[i] * LORENZ[i];
        }
        return Math.sqrt(error / size);
    }

    @Test
    void findsTheCoefficientsOfLorenzInFivePercentNoiseWhereDifferencesAreFarWorse() {
        // Half a turn about a wing, 0.75 / 2: longer averages the motion out, shorter less of the noise.
        WeakForm weak = new WeakForm(37, 8, 0.3);
        double worst = 0;
        double differences = 0;
        for (long seed = 101; seed <= 105; seed++) {
            double[] frames = lorenz(5000, 0.05, seed);
            worst = Math.max(worst, error(weak.coefficients(frames, 3, STEP, TERMS)));
            differences += error(weak.byDifferences(frames, 3, STEP, TERMS)) / 5;
        }
        assertThat(worst).isLessThan(0.03);
        assertThat(differences).as("mean error of finite differences").isGreaterThan(5 * worst);
    }

    @Test
    void findsThemNearlyExactlyWithoutNoise() {
        assertThat(error(new WeakForm(41, 8, 0.05).coefficients(lorenz(3000, 0, 1), 3, STEP, TERMS)))
                .isLessThan(1e-4);
    }

    @Test
    void findsALossThatNoDifferenceNeeds() {
        // x' = −x/2, whose weak form is exact up to the quadrature.
        double[] frames = new double[400];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Math.exp(-0.5 * i * 0.05);
        }
        double[] found = new WeakForm(21, 6, 0).coefficients(frames, 1, 0.05, new WeakForm.Quadratics(1));
        assertThat(found[1]).isCloseTo(-0.5, within(1e-5));
        assertThat(found[0]).isCloseTo(0, within(1e-5));
    }

    @Test
    void refusesFewerWindowsThanTerms() {
        assertThatThrownBy(() -> new WeakForm(41, 8, 0).coefficients(new double[150], 3, 0.1, TERMS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("windows are too few");
    }
}
