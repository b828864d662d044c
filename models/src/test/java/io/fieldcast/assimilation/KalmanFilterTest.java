package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class KalmanFilterTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-14);

    @Test
    void weighsTwoMeasurementsByTheirPrecision() {
        KalmanFilter filter = new KalmanFilter(new double[] {3}, new double[] {2});

        filter.observe(new double[] {1}, 6, 4);

        assertThat(filter.mean(0)).isCloseTo((3.0 / 2 + 6.0 / 4) / (1.0 / 2 + 1.0 / 4), ROUNDING);
        assertThat(filter.covariance(0, 0)).isCloseTo(1 / (1.0 / 2 + 1.0 / 4), ROUNDING);
        assertThat(filter.logLikelihood()).isCloseTo(-0.5 * (Math.log(2 * Math.PI * 6) + 9.0 / 6), ROUNDING);
    }

    @Test
    void carriesMeanAndCovarianceThroughTheModel() {
        KalmanFilter filter = new KalmanFilter(new double[] {1, 2}, new double[] {2, 1, 1, 3});

        filter.forecast(new double[] {1, 1, 0, 2}, new double[] {0.5, 0, 0, 0.25});

        assertThat(filter.mean(0)).isCloseTo(3, ROUNDING);
        assertThat(filter.mean(1)).isCloseTo(4, ROUNDING);
        assertThat(filter.covariance(0, 0)).isCloseTo(7.5, ROUNDING);
        assertThat(filter.covariance(0, 1)).isCloseTo(8, ROUNDING);
        assertThat(filter.covariance(1, 0)).isCloseTo(8, ROUNDING);
        assertThat(filter.covariance(1, 1)).isCloseTo(12.25, ROUNDING);
    }

    /** The stationary variance of a random walk observed with R = Q = 1 obeys P = (P + 1) / (P + 2). */
    @Test
    void settlesAtTheSolutionOfItsRiccatiEquation() {
        KalmanFilter filter = new KalmanFilter(new double[] {0}, new double[] {100});
        for (int cycle = 0; cycle < 60; cycle++) {
            filter.forecast(new double[] {1}, new double[] {1});
            filter.observe(new double[] {1}, 0, 1);
        }

        assertThat(filter.covariance(0, 0)).isCloseTo((Math.sqrt(5) - 1) / 2, ROUNDING);
    }
}
