package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.verification.StandardNormal;
import org.junit.jupiter.api.Test;

class InverseNormalTest {
    @Test
    void agreesWithTheIteratedQuantileEverywhere() {
        for (int i = 1; i < 20_000; i++) {
            double p = i / 20_000.0;
            double expected = StandardNormal.quantile(p);
            assertThat(InverseNormal.quantile(p)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void reachesIntoTheTails() {
        for (double p = 1e-5; p > 1e-16; p /= 3) {
            double expected = StandardNormal.quantile(p);
            assertThat(InverseNormal.quantile(p)).isCloseTo(expected, within(1e-13 * Math.abs(expected)));
        }
    }

    @Test
    void isSymmetricAndFiniteAtTheEndsOfTheUniformStream() {
        double least = 0x1.0p-54;
        double greatest = 1 - 0x1.0p-53;
        assertThat(InverseNormal.quantile(0.5)).isZero();
        assertThat(InverseNormal.quantile(0.25)).isEqualTo(-InverseNormal.quantile(0.75));
        assertThat(InverseNormal.quantile(least)).isBetween(-8.4, -8.2);
        assertThat(InverseNormal.quantile(greatest)).isBetween(8.1, 8.4);
    }
}
