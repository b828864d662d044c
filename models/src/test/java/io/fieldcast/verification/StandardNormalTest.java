package io.fieldcast.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StandardNormalTest {
    @Test
    void givesTabulatedProbabilities() {
        // Abramowitz and Stegun, table 26.1 and 26.2.
        assertThat(StandardNormal.probability(1)).isCloseTo(0.841344746068543, within(1e-15));
        assertThat(StandardNormal.probability(-2)).isCloseTo(0.0227501319481792, within(1e-15));
        assertThat(StandardNormal.probability(-5) / 2.866515719235352e-7).isCloseTo(1, within(1e-9));
        assertThat(StandardNormal.probability(-10) / 7.619853024160527e-24).isCloseTo(1, within(1e-9));
    }

    @Test
    void meetsItselfWhereTheTwoMethodsJoin() {
        assertThat(StandardNormal.probability(Math.nextUp(-3.0)) / StandardNormal.probability(Math.nextDown(-3.0)))
                .isCloseTo(1, within(1e-11));
    }

    @Test
    void quantileUndoesProbability() {
        for (double p = 0.0005; p < 1; p += 0.0101) {
            assertThat(StandardNormal.probability(StandardNormal.quantile(p))).isCloseTo(p, within(1e-14));
        }
        assertThat(StandardNormal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-13));
    }

    @Test
    void refusesAProbabilityOfOne() {
        assertThatThrownBy(() -> StandardNormal.quantile(1)).hasMessageContaining("inside (0, 1), got 1.0");
    }
}
