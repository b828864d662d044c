package io.fieldcast.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final int MEMBERS = 10;
    private static final int CASES = 20_000;
    private final RandomStreams.Stream truth = new RandomStreams(3, "calibration").stream(0, Purpose.TRUTH);
    private final RandomStreams.Stream noise = new RandomStreams(3, "calibration").stream(0, Purpose.MEASUREMENT);

    /** Members from N(0, spread²), truth from N(0, 1), observed with error {@code error}. */
    private RankHistogram ranks(double spread, double error, double addedNoise) {
        RankHistogram histogram = new RankHistogram(MEMBERS);
        double[] members = new double[MEMBERS];
        for (int t = 0; t < CASES; t++) {
            truth.fillGaussian(12L * t, members, 0, MEMBERS);
            for (int m = 0; m < MEMBERS; m++) {
                members[m] *= spread;
            }
            double observed = truth.gaussian(12L * t + 10) + error * truth.gaussian(12L * t + 11);
            histogram.add(members, 0, observed, addedNoise, noise, 12L * t);
        }
        return histogram;
    }

    @Test
    void ranksOfAReliableEnsembleAreFlat() {
        assertThat(ranks(1, 0, 0).flatness()).isBetween(0.2, 2.5);
        assertThat(ranks(1, 0, 0).total()).isEqualTo(CASES);
    }

    @Test
    void anEnsembleTooNarrowPilesUpAtTheEnds() {
        RankHistogram histogram = ranks(0.5, 0, 0);
        assertThat(histogram.count(0)).isGreaterThan(2 * histogram.count(MEMBERS / 2));
        assertThat(histogram.flatness()).isGreaterThan(50);
    }

    @Test
    void observationErrorMustBeAddedToTheMembers() {
        assertThat(ranks(1, 0.7, 0).flatness()).isGreaterThan(10);
        assertThat(ranks(1, 0.7, 0.7).flatness()).isBetween(0.2, 2.5);
    }

    @Test
    void tiesAreSharedEvenly() {
        RankHistogram histogram = new RankHistogram(3);
        for (int t = 0; t < 8_000; t++) {
            histogram.add(new double[3], 0, 0, 0, noise, 6L * t);
        }
        assertThat(histogram.flatness()).isLessThan(3);
    }

    @Test
    void spreadOfAReliableEnsembleEqualsTheErrorOfItsMean() {
        SpreadSkill skill = new SpreadSkill(MEMBERS);
        double[] members = new double[MEMBERS];
        for (int t = 0; t < CASES; t++) {
            truth.fillGaussian(12L * t, members, 0, MEMBERS);
            double mean = 0;
            double squares = 0;
            for (double member : members) {
                mean += member / MEMBERS;
                squares += member * member;
            }
            double observed = truth.gaussian(12L * t + 10) + 0.5 * truth.gaussian(12L * t + 11);
            skill.add(mean, (squares - MEMBERS * mean * mean) / (MEMBERS - 1), observed, 0.25);
        }
        assertThat(skill.ratio()).isCloseTo(1, within(0.015));
        assertThat(skill.count()).isEqualTo(CASES);
    }

    @Test
    void runningErrorsAndCoverageCountWhatTheySaw() {
        Rmse rmse = new Rmse();
        Mae mae = new Mae();
        Coverage coverage = new Coverage();
        double[] forecasts = {1, 2, 3};
        for (double forecast : forecasts) {
            rmse.add(forecast, 1);
            mae.add(forecast, 1);
            coverage.add(forecast - 1, forecast + 1, 1);
        }
        assertThat(rmse.value()).isCloseTo(Math.sqrt(5.0 / 3), within(1e-15));
        assertThat(mae.value()).isEqualTo(1);
        assertThat(coverage.value()).isCloseTo(2.0 / 3, within(1e-15));
    }
}
