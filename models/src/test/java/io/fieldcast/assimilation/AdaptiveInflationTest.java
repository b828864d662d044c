package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import org.junit.jupiter.api.Test;

class AdaptiveInflationTest {
    private static final AdaptiveInflation RULE = AdaptiveInflation.standard();
    private static final AdaptiveInflation ALERT = RULE.surprisedBeyond(3);

    /** The equations as they are published, with their divisions by h. */
    @Seeds
    void isTheScalarKalmanFilterOfThePaper(Gen gen) {
        double factor = gen.uniform(1, 2);
        double weight = gen.uniform(1, 20);
        double spread = weight * gen.uniform(0.01, 10);
        double innovation = weight * gen.uniform(0, 10);
        double estimate = (innovation - weight) / spread;
        double sampling = 2 / weight * Math.pow((factor * spread + weight) / spread, 2);
        double gain = 0.04 * 0.04 / (0.04 * 0.04 + sampling);

        assertThat(RULE.next(factor, weight, innovation, spread))
                .isCloseTo(factor + gain * (estimate - factor), within(1e-13));
    }

    @Seeds
    void growsWhereTheSpreadIsTooSmallAndShrinksWhereItIsTooLarge(Gen gen) {
        double factor = gen.uniform(1, 2);
        double weight = gen.uniform(1, 20);
        double spread = weight * gen.uniform(0.01, 10);
        double expected = factor * spread + weight;

        assertThat(RULE.next(factor, weight, 1.2 * expected, spread)).isGreaterThan(factor);
        assertThat(RULE.next(factor, weight, expected / 1.2, spread)).isLessThan(factor);
    }

    /** Innovations are drawn with twice the variance that the spread explains, whatever λ starts from. */
    @Test
    void findsTheFactorThatTheInnovationsAskFor() {
        for (double start : new double[] {1, 3}) {
            Gen gen = new Gen(5);
            double factor = start;
            for (int cycle = 0; cycle < 10_000; cycle++) {
                double innovation = 0;
                for (int j = 0; j < 10; j++) {
                    double drawn = Math.sqrt(2 + 1) * gen.gaussian();
                    innovation += drawn * drawn;
                }
                factor = RULE.next(factor, 10, innovation, 10);
            }
            // λ scatters by √(v_b / 2) = 0.028 about its mean.
            assertThat(factor).isCloseTo(2, within(0.12));
        }
    }

    @Test
    void decaysTo1WhereNothingIsObserved() {
        double above = 3;
        double below = 0.9;
        for (int cycle = 1; cycle <= 200; cycle++) {
            above = RULE.next(above, 0, 0, 0);
            below = RULE.next(below, 0, 0, 0);
            assertThat(above).isCloseTo(1 + 2 * Math.pow(0.95, cycle), within(1e-13));
            assertThat(below).isCloseTo(1 - 0.1 * Math.pow(0.95, cycle), within(1e-13));
        }
    }

    /** With innovations that agree with λ only the decay is left. */
    @Test
    void decaysInProportionToWhatIsMissingOfOneObservation() {
        double spread = 3;

        for (double weight : new double[] {0.25, 0.5, 0.75, 1, 5}) {
            double next = RULE.next(2, weight, 2 * spread + weight, spread);
            assertThat(next).isCloseTo(2 - 0.05 * Math.max(0, 1 - weight), within(1e-13));
        }
    }

    @Test
    void staysWithinItsBounds() {
        AdaptiveInflation eager = new AdaptiveInflation(1, 100, 0.05, 0.9, 4);

        assertThat(eager.next(1, 10, 1e6, 10)).isEqualTo(4);
        assertThat(eager.next(1, 10, 0, 10)).isEqualTo(0.9);
        assertThat(RULE.next(2, 10, Double.POSITIVE_INFINITY, 10)).isEqualTo(4);
        assertThat(RULE.next(2, 10, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isEqualTo(2);
    }

    @Test
    void learnsNothingFromAnEnsembleWithoutSpread() {
        assertThat(RULE.next(1.3, 10, 1000, 0)).isEqualTo(1.3);
        assertThat(RULE.next(1.3, 10, 1000, 1e-12)).isCloseTo(1.3, within(1e-12));
    }

    /** Each analysis by itself: with one observation as with many, about one in a thousand is wider than it need be. */
    @Test
    void actsWithTheLearnedFactorWhileInnovationsAreWithinChance() {
        Gen gen = new Gen(8);
        for (int observations : new int[] {1, 4, 16}) {
            int surprised = 0;
            for (int cycle = 0; cycle < 20_000; cycle++) {
                double innovation = 0;
                for (int j = 0; j < observations; j++) {
                    innovation += 1.6 * Math.pow(gen.gaussian(), 2);
                }
                surprised += ALERT.acting(1.2, observations, innovation, 0.5 * observations) == 1.2 ? 0 : 1;
            }
            assertThat(surprised).as("of %d observations", observations).isBetween(5, 60);
        }
    }

    @Seeds
    void actsWithTheCyclesOwnEstimateWhereInnovationsAreFarTooWide(Gen gen) {
        double factor = gen.uniform(0.9, 3);
        double weight = gen.uniform(1, 40);
        double spread = weight * gen.uniform(0.01, 10);
        double innovation = gen.uniform(12, 30) * (factor * spread + weight);
        double estimate = (innovation - weight) / spread;

        assertThat(ALERT.acting(factor, weight, innovation, spread)).isEqualTo(Math.min(4, estimate));
        assertThat(ALERT.acting(factor, weight, factor * spread + weight, spread))
                .isEqualTo(factor);
        assertThat(ALERT.acting(factor, weight, 0, spread)).isEqualTo(factor);
    }

    @Test
    void actsWithTheLearnedFactorWhereThereIsNothingToBeSurprisedBy() {
        AdaptiveInflation firm = new AdaptiveInflation(1.3, 0, 0, 0.9, 4).surprisedBeyond(3);

        assertThat(ALERT.acting(1.3, 0.99, 1e6, 0.5)).isEqualTo(1.3);
        assertThat(ALERT.acting(1.3, 0, 0, 0)).isEqualTo(1.3);
        assertThat(ALERT.acting(1.3, 10, 1e6, 0)).isEqualTo(1.3);
        assertThat(RULE.acting(1.3, 10, 1e6, 10)).isEqualTo(1.3);
        assertThat(firm.acting(1.3, 10, 1e6, 10)).isEqualTo(1.3);
        assertThat(AdaptiveInflation.NONE.acting(1, 10, 1e6, 10)).isEqualTo(1);
        assertThat(ALERT.acting(1.3, 10, Double.POSITIVE_INFINITY, 10)).isEqualTo(4);
        assertThat(ALERT.acting(1.3, 10, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isEqualTo(1.3);
    }

    @Test
    void refusesSettingsWithoutMeaning() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveInflation(1, -1, 0.05, 0.9, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveInflation(1, 0.1, 1.5, 0.9, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveInflation(1, 0.1, 0.05, 1.1, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveInflation(1, 0.1, 0.05, 0.9, 0.95));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdaptiveInflation(5, 0.1, 0.05, 0.9, 4));
    }
}
