package io.fieldcast.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LocalizationTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    @Test
    void hasTheKnownValuesOfGaspariAndCohn() {
        assertThat(Localization.taper(0)).isEqualTo(1);
        assertThat(Localization.taper(0.5)).isCloseTo(263.0 / 384, ROUNDING);
        assertThat(Localization.taper(1)).isCloseTo(5.0 / 24, ROUNDING);
        assertThat(Localization.taper(1.5)).isCloseTo(19.0 / 1152, ROUNDING);
        assertThat(Localization.taper(2)).isZero();
        assertThat(Localization.taper(100)).isZero();
    }

    @Test
    void fallsSmoothlyAndStaysWithinZeroAndOne() {
        double before = 1;
        for (int i = 1; i <= 4000; i++) {
            double weight = Localization.taper(i / 2000.0);
            assertThat(weight).isBetween(0.0, before);
            assertThat(before - weight).isLessThan(1e-3);
            before = weight;
        }
    }

    @Test
    void doesNotCountWhatWouldTellAThousandTimesLess() {
        Localization localization = Localization.planar(10);
        double reach = localization.reach();

        assertThat(Localization.taper(reach / 10)).isCloseTo(1e-3, ROUNDING);
        assertThat(localization.weight(1, 2, 1, 2 + 0.999 * reach)).isBetween(1e-3, 1.1e-3);
        assertThat(localization.weight(1, 2, 1, 2 + 1.001 * reach)).isZero();
    }

    @Test
    void countsEverythingFullyWithoutLocalization() {
        assertThat(Localization.none().weight(0, 0, 1e9, -1e9)).isEqualTo(1);
    }

    @Test
    void takesTheShortWayRoundATorus() {
        Distance torus = new Distance.Periodic(10, 20);

        assertThat(torus.between(9.5, 1, 0.5, 19)).isCloseTo(Math.hypot(1, 2), ROUNDING);
        assertThat(new Distance.Periodic(10, Double.POSITIVE_INFINITY).between(1, 0, 9, 30))
                .isCloseTo(Math.hypot(2, 30), ROUNDING);
        assertThat(Distance.PLANAR.between(1, 0, 9, 6)).isEqualTo(10);
    }
}
