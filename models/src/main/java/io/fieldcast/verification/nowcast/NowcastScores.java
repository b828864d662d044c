package io.fieldcast.verification.nowcast;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.verification.Coverage;
import io.fieldcast.verification.Rmse;
import java.util.ArrayList;
import java.util.List;

/**
 * How good one-step and two-step forecasts of frames were, by dynamics that saw each frame only after it was forecast. Confined to one
 * thread.
 */
public final class NowcastScores {
    /** Half the width of the central 90 % interval of a normal distribution, in standard deviations. */
    private static final double NINETY = 1.6448536269514722;

    private final List<Double> one = new ArrayList<>();
    private final List<Double> two = new ArrayList<>();
    private final Coverage coverage = new Coverage();

    private NowcastScores() {}

    /**
     * Filters all frames and scores the forecasts of those from {@code first} on, at least the third.
     *
     * @param first first frame that is scored
     */
    public static NowcastScores of(
            Frames frames, FrameDynamics dynamics, FrameFilter.Settings settings, int first, long seed) {
        NowcastScores scores = new NowcastScores();
        FrameFilter filter = new FrameFilter(frames.grid(), dynamics, settings, seed);
        Ensemble inTwo = filter.forecast();
        Ensemble afterNext = inTwo;
        for (int frame = 0; frame < frames.count(); frame++) {
            if (frame >= first) {
                Ensemble next = filter.forecast();
                scores.one.add(rmse(next, frames.truth(frame)));
                scores.two.add(rmse(inTwo, frames.truth(frame)));
                scores.cover(next, frames.truth(frame), frames.truthErrorVariance());
            }
            filter.take(frames.seen(frame), frames.errorVariance());
            inTwo = afterNext;
            afterNext = filter.forecastTwo();
        }
        return scores;
    }

    private static double rmse(Ensemble ensemble, double[] truth) {
        Rmse rmse = new Rmse();
        for (int cell = 0; cell < truth.length; cell++) {
            if (!Double.isNaN(truth[cell])) {
                rmse.add(ensemble.mean(cell), truth[cell]);
            }
        }
        return rmse.value();
    }

    private void cover(Ensemble ensemble, double[] truth, double errorVariance) {
        for (int cell = 0; cell < truth.length; cell++) {
            double reach = NINETY * Math.sqrt(ensemble.variance(cell) + errorVariance);
            if (!Double.isNaN(truth[cell])) {
                coverage.add(ensemble.mean(cell) - reach, ensemble.mean(cell) + reach, truth[cell]);
            }
        }
    }

    /** Mean over the scored frames of the root mean square error of the forecast one step before. */
    public double oneStep() {
        return mean(one);
    }

    /** The same of the forecast two steps before. */
    public double twoSteps() {
        return mean(two);
    }

    /** Error of each scored frame's one-step forecast; NaN where nothing was there to compare. */
    public List<Double> oneStepErrors() {
        return List.copyOf(one);
    }

    private static double mean(List<Double> errors) {
        return errors.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Share of values inside the central 90 % interval of their one-step forecast. */
    public double coverage() {
        return coverage.value();
    }
}
