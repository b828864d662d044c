package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformTest {
    @Test
    void comesBackToTheValueInItsDomain() {
        List<Transform> transforms =
                List.of(new Transform.Identity(), new Transform.SquareRoot(0.5), new Transform.Logarithm(0.1));
        for (Transform transform : transforms) {
            for (double value : new double[] {0, 0.01, 1, 12.5, 1e6}) {
                assertThat(transform.back(transform.forward(value))).isCloseTo(value, within(1e-9 * (1 + value)));
            }
        }
    }

    @Test
    void staysFiniteOutsideTheDomain() {
        assertThat(new Transform.SquareRoot(0).forward(-3)).isZero();
        assertThat(new Transform.SquareRoot(0).back(-3)).isZero();
        assertThat(new Transform.Logarithm(0).forward(-3)).isFinite();
    }

    @Test
    void harmonicsRepeatAfterTheirPeriodAndAreOrthogonalOverIt() {
        Harmonics harmonics = new Harmonics(1, 2);
        double[] features = new double[harmonics.size()];
        double[] later = new double[harmonics.size()];
        double[] sums = new double[harmonics.size()];
        Instant start = Instant.parse("1969-12-31T00:00:00Z");
        for (int hour = 0; hour < 24; hour++) {
            harmonics.features(start.plusSeconds(3600L * hour), features);
            harmonics.features(start.plusSeconds(3600L * (hour + 24)), later);
            for (int k = 0; k < features.length; k++) {
                sums[k] += features[k];
                if (k >= 3) {
                    assertThat(later[k]).isCloseTo(features[k], within(1e-9));
                }
            }
        }
        assertThat(sums[0]).isEqualTo(24);
        assertThat(sums[3]).isCloseTo(0, within(1e-9));
        assertThat(sums[6]).isCloseTo(0, within(1e-9));
    }
}
