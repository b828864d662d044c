package io.fieldcast.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class QuantileDistributionTest {
    private static final double[] LEVELS = {
        0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
        0.95, 0.975, 0.99
    };
    private final QuantileDistribution distribution = new QuantileDistribution(LEVELS);

    private static double[] quantiles(DoubleUnaryOperator ofNormalScore) {
        double[] quantiles = new double[LEVELS.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = ofNormalScore.applyAsDouble(StandardNormal.quantile(LEVELS[i]));
        }
        return quantiles;
    }

    @Test
    void scoresANormalForecastAsTheClosedFormDoesTailsIncluded() {
        double[] quantiles = quantiles(z -> 3 + 0.7 * z);
        for (double observed = -4; observed < 10; observed += 0.37) {
            assertThat(distribution.crps(quantiles, observed))
                    .isCloseTo(Crps.gaussian(3, 0.7, observed), within(1e-12));
            assertThat(distribution.probability(quantiles, observed))
                    .isCloseTo(StandardNormal.probability((observed - 3) / 0.7), within(1e-13));
        }
        assertThat(distribution.mean(quantiles)).isCloseTo(3, within(1e-13));
    }

    @Test
    void scoresASkewForecastAsTheIntegralOfPinballLosses() {
        double[] quantiles = quantiles(z -> Math.exp(0.5 * z) + (z > 1 ? 0.3 * (z - 1) : 0));
        for (double observed : new double[] {-0.5, 0.2, 0.99, 1.4, 3, 9}) {
            int pieces = 200_000;
            double sum = 0;
            for (int i = 0; i < pieces; i++) {
                double level = (i + 0.5) / pieces;
                double gap = observed - distribution.quantile(quantiles, level);
                sum += 2 * (gap >= 0 ? level * gap : (level - 1) * gap) / pieces;
            }
            assertThat(distribution.crps(quantiles, observed)).isCloseTo(sum, within(1e-4));
        }
    }

    @Test
    void aPointMassScoresTheAbsoluteError() {
        double[] quantiles = quantiles(z -> 2);
        assertThat(distribution.crps(quantiles, 5)).isCloseTo(3, within(1e-12));
        assertThat(distribution.crps(quantiles, 2)).isCloseTo(0, within(1e-12));
        assertThat(distribution.probability(quantiles, 2)).isCloseTo(0.5, within(1e-12));
        assertThat(distribution.probability(quantiles, 2.1)).isEqualTo(1);
    }

    @Test
    void quantilesSquaredFromANormalLawGiveItsMeanBackOnTheSquareRootScale() {
        // A forecast in m/s from a normal law N(2.2, 0.47²) of its square root, as in the Irish wind: no bias after
        // transforming back.
        double[] metresPerSecond = quantiles(z -> Math.pow(Math.max(0, 2.2 + 0.47 * z), 2));
        double[] roots = new double[metresPerSecond.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = Math.sqrt(metresPerSecond[i]);
        }
        assertThat(distribution.mean(roots)).isCloseTo(2.2, within(1e-12));
        // The root of the mean speed, in comparison, is off by about 0.05.
        assertThat(Math.sqrt(distribution.mean(metresPerSecond)) - 2.2).isGreaterThan(0.04);
    }

    @Test
    void readsQuantilesBetweenAndBeyondItsLevels() {
        double[] quantiles = quantiles(z -> 1 - 2 + 2 * z);
        for (double level : new double[] {0.001, 0.033, 0.5, 0.777, 0.999}) {
            assertThat(distribution.quantile(quantiles, level))
                    .isCloseTo(-1 + 2 * StandardNormal.quantile(level), within(1e-11));
        }
    }
}
