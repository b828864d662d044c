package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double[] LEVELS = {0.05, 0.25, 0.5, 0.75, 0.95};
    private static final int WARM_UP = 5_000;
    private static final int SCORED = 20_000;

    private final RandomStreams.Stream random = new RandomStreams(4, "errors").stream(0, Purpose.MEASUREMENT);

    @Test
    void keepsItsPromisesForNormalErrorsOfAnotherSize() {
        assertKept(index -> 3 * random.gaussian(index));
    }

    @Test
    void keepsItsPromisesForSkewedErrors() {
        assertKept(index -> -Math.log(random.uniform(index)) - 1);
    }

    @Test
    void keepsItsPromisesWhileTheErrorsGrow() {
        assertKept(index -> (1 + index * 1e-4) * random.gaussian(index));
    }

    @Test
    void startsFromTheNormalDistribution() {
        Calibration calibration = new Calibration(LEVELS, 1000, 0.002);
        double[] quantiles = new double[LEVELS.length];
        calibration.write(calibration.quantiles(1), 0, 10, 2, quantiles);
        assertThat(quantiles[0]).isCloseTo(10 - 2 * 1.6448536269514722, within(1e-12));
        assertThat(quantiles[2]).isCloseTo(10, within(1e-12));
    }

    private static void assertKept(LongToDoubleFunction errors) {
        Calibration calibration = new Calibration(LEVELS, 1000, 0.002);
        Table ratios = calibration.ratios(1);
        Table quantiles = calibration.quantiles(1);
        double[] issued = new double[LEVELS.length];
        int[] below = new int[LEVELS.length];
        for (int i = 0; i < WARM_UP + SCORED; i++) {
            double sd = calibration.sd(ratios, 0, 1);
            calibration.write(quantiles, 0, 0, sd, issued);
            double error = errors.applyAsDouble(i);
            for (int level = 0; level < LEVELS.length && i >= WARM_UP; level++) {
                below[level] += error < issued[level] ? 1 : 0;
            }
            calibration.learn(ratios, 0, quantiles, 0, error, 1, sd);
        }
        for (int level = 0; level < LEVELS.length; level++) {
            assertThat(below[level] / (double) SCORED)
                    .as("level %s", LEVELS[level])
                    .isCloseTo(LEVELS[level], within(0.01));
        }
    }
}
