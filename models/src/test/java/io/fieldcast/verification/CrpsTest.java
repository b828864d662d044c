package io.fieldcast.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import org.junit.jupiter.api.Test;

class CrpsTest {
    private final RandomStreams.Stream random = new RandomStreams(11, "crps").stream(0, Purpose.TRUTH);

    @Test
    void normalScoreAtItsCentreIsThePublishedConstant() {
        // (√2 − 1)/√π for a standard normal forecast that hits its mean: Gneiting and Raftery (2007), equation 5.
        assertThat(Crps.gaussian(0, 1, 0)).isCloseTo((Math.sqrt(2) - 1) / Math.sqrt(Math.PI), within(1e-14));
    }

    @Test
    void normalScoreIsTheIntegralOfTheSquaredDifferenceOfDistributions() {
        double sum = 0;
        double step = 1e-3;
        for (double x = -12 + step / 2; x < 14; x += step) {
            double gap = StandardNormal.probability((x - 0.4) / 1.3) - (x >= 1.7 ? 1 : 0);
            sum += gap * gap * step;
        }
        assertThat(Crps.gaussian(0.4, 1.3, 1.7)).isCloseTo(sum, within(2e-4));
    }

    @Test
    void withoutSpreadItIsTheAbsoluteError() {
        assertThat(Crps.gaussian(2, 0, 5)).isEqualTo(3);
        assertThat(Crps.empirical(new double[] {2}, 0, 1, 5, new double[1])).isEqualTo(3);
    }

    @Test
    void sortedFormEqualsTheDoubleSumOverPairs() {
        int members = 17;
        double[] values = new double[members + 3];
        random.fillGaussian(0, values, 0, values.length);
        for (int k = 0; k < 20; k++) {
            double observed = random.gaussian(100 + k);
            double distance = 0;
            double pairs = 0;
            for (int i = 0; i < members; i++) {
                distance += Math.abs(values[3 + i] - observed) / members;
                for (int j = 0; j < members; j++) {
                    pairs += Math.abs(values[3 + i] - values[3 + j]);
                }
            }
            double[] scratch = new double[members];
            assertThat(Crps.fair(values, 3, members, observed, scratch))
                    .isCloseTo(distance - pairs / (2.0 * members * (members - 1)), within(1e-13));
            assertThat(Crps.empirical(values, 3, members, observed, scratch))
                    .isCloseTo(distance - pairs / (2.0 * members * members), within(1e-13));
        }
    }

    @Test
    void fairScoreOfFewMembersExpectsThatOfTheWholeDistribution() {
        // Ferro (2014): with members and observation drawn from N(0, 1) the expectation is 1/√π whatever their number.
        int trials = 40_000;
        double[] values = new double[4];
        double sum = 0;
        for (int t = 0; t < trials; t++) {
            random.fillGaussian(1_000 + 6L * t, values, 0, 3);
            sum += Crps.fair(values, 0, 3, random.gaussian(1_004 + 6L * t), new double[3]);
        }
        assertThat(sum / trials).isCloseTo(1 / Math.sqrt(Math.PI), within(0.012));
    }
}
