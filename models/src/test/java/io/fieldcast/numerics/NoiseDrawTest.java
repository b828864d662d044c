package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.testkit.Gen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoiseDrawTest {
    private static final int MEMBERS = 40;

    private final RandomStreams streams = new RandomStreams(3, "noise");
    private final double[] noise = new double[100 * MEMBERS];

    @Test
    void rowsHaveMeanZeroAndVarianceOneAndAreUncorrelated() {
        Ensemble ensemble = ensemble(9);
        draw(ensemble, 12, all(9), 0);
        for (int i = 0; i < 12; i++) {
            assertThat(DenseKernels.sum(noise, i * MEMBERS, MEMBERS)).isCloseTo(0, within(1e-12));
            for (int j = 0; j <= i; j++) {
                assertThat(covariance(noise, i, noise, j)).isCloseTo(i == j ? 1 : 0, within(1e-13));
            }
        }
    }

    @Test
    void isOrthogonalToEveryKeptRowOfTheEnsemble() {
        Ensemble ensemble = ensemble(9);
        double[] before = ensemble.values().clone();
        draw(ensemble, 12, all(9), 0);
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 9; j++) {
                assertThat(covariance(noise, i, ensemble.values(), j)).isCloseTo(0, within(1e-12));
            }
        }
        assertThat(ensemble.values()).containsExactly(before);
    }

    @Test
    void staysOrthogonalToRowsThatNearlyDependOnEachOther() {
        Ensemble ensemble = ensemble(3);
        double[] values = ensemble.values();
        for (int m = 0; m < MEMBERS; m++) {
            values[MEMBERS + m] = 1000 + values[m] + 1e-7 * values[MEMBERS + m];
        }
        draw(ensemble, 20, all(3), 0);
        double[] difference = new double[MEMBERS];
        for (int m = 0; m < MEMBERS; m++) {
            difference[m] = (values[MEMBERS + m] - 1000 - values[m]) * 1e7;
        }
        for (int i = 0; i < 20; i++) {
            assertThat(covariance(noise, i, difference, 0)).isCloseTo(0, within(1e-4));
            assertThat(covariance(noise, i, values, 0)).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void ofMoreRowsThanMembersOnlyTheFirstStayUncorrelated() {
        Ensemble ensemble = ensemble(4);
        draw(ensemble, 100, all(4), 0);
        for (int i = 0; i < 100; i++) {
            assertThat(covariance(noise, i, noise, i)).isCloseTo(1, within(1e-12));
            for (int j = 0; j < 4; j++) {
                assertThat(covariance(noise, i, ensemble.values(), j)).isCloseTo(0, within(1e-12));
            }
        }
    }

    @Test
    void threadsMakeNoDifference() {
        Ensemble ensemble = ensemble(4);
        for (int rows : new int[] {1, 20, 99, 100}) {
            draw(1, ensemble, rows, all(4), 5);
            double[] alone = noise.clone();
            draw(3, ensemble, rows, all(4), 5);
            assertThat(noise).containsExactly(alone);
        }
    }

    @Test
    void aRowWithoutSpreadDoesNoHarm() {
        Ensemble ensemble = ensemble(3);
        Arrays.fill(ensemble.values(), 0, 2 * MEMBERS, 5);
        draw(ensemble, 10, all(3), 0);
        for (int i = 0; i < 10; i++) {
            assertThat(covariance(noise, i, noise, i)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void momentsOverManyDrawsAreThoseOfTheNormal() {
        Ensemble ensemble = ensemble(5);
        int cycles = 2000;
        double first = 0;
        double fourth = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            draw(ensemble, 6, all(5), cycle);
            first += noise[7] / cycles;
            for (int at = 0; at < 6 * MEMBERS; at++) {
                fourth += Math.pow(noise[at], 4) / (6.0 * MEMBERS * cycles);
            }
        }
        assertThat(first).isCloseTo(0, within(4 / Math.sqrt(cycles)));
        // uniform on a sphere of 34 dimensions, scaled: kurtosis 3 · 34 / 36 for a whole sphere, a little more off its
        // axes
        assertThat(fourth).isBetween(2.6, 3.05);
    }

    private void draw(Ensemble ensemble, int rows, int[] keep, long cycle) {
        draw(2, ensemble, rows, keep, cycle);
    }

    private void draw(int threads, Ensemble ensemble, int rows, int[] keep, long cycle) {
        NoiseDraw draw = new NoiseDraw(MEMBERS, threads);
        draw.fill(streams.stream(cycle, Purpose.PROCESS_NOISE), rows, noise);
        draw.shape(ensemble, rows, keep, noise);
    }

    private static Ensemble ensemble(int rows) {
        Ensemble ensemble = Ensemble.of(MEMBERS, List.of(new Block("state", 0, rows)));
        System.arraycopy(new Gen(rows).gaussians(rows * MEMBERS), 0, ensemble.values(), 0, rows * MEMBERS);
        return ensemble;
    }

    private static int[] all(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    /** Covariance of row {@code i} of one array, which has mean zero, with row {@code j} of another. */
    private static double covariance(double[] one, int i, double[] other, int j) {
        return DenseKernels.dot(one, i * MEMBERS, other, j * MEMBERS, MEMBERS) / (MEMBERS - 1);
    }
}
