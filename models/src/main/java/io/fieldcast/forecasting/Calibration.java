package io.fieldcast.forecasting;

import io.fieldcast.domain.Check;
import io.fieldcast.verification.StandardNormal;
import java.util.Arrays;

/**
 * From a mean and a spread to quantiles that hold what they promise. Two things are learned from how earlier forecasts fared: for
 * each place and lead the ratio of the error's variance to the one expected, and for each lead the standardised error at every level,
 * by adaptive conformal inference: a quantile moves up a little whenever it was exceeded, down a little whenever not, in the
 * proportion that leaves it still at its level. The numbers live in {@link Table}s of the forecast's state; this class is immutable.
 *
 * @see <a href="https://arxiv.org/abs/2106.00170">Gibbs and Candès (2021)</a>
 */
final class Calibration {
    /** Columns of the ratios. */
    static final int RATIO = 0;

    private static final int COUNT = 1;

    /** Bounds of a learned variance ratio, so that one wild month cannot make a forecast absurd. */
    private static final double LEAST_RATIO = 0.1;

    private static final double GREATEST_RATIO = 20;

    /** As if so many forecasts had been seen with a ratio of 1: the first few errors do not swing it. */
    private static final double PRIOR_COUNT = 20;

    /** The levels' quantiles start with steps of one part in so many. */
    private static final double SLOW_START = 200;

    private final double[] levels;
    private final double[] start;
    private final double varianceMemory;
    private final double slowestStep;

    /**
     * @param levels probabilities, rising
     * @param varianceMemory number of forecasts over which the variance ratio is averaged
     * @param slowestStep the step of the levels' quantiles never falls below this, so that they keep adapting
     */
    Calibration(double[] levels, double varianceMemory, double slowestStep) {
        this.levels = levels;
        this.varianceMemory = varianceMemory;
        this.slowestStep = slowestStep;
        this.start = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            start[i] = StandardNormal.quantile(levels[i]);
        }
    }

    /** Variance ratios and their counts, at their start. */
    Table ratios(int rows) {
        Table ratios = new Table(rows, 2);
        for (int row = 0; row < rows; row++) {
            ratios.set(row, RATIO, 1);
        }
        return ratios;
    }

    /** Standardised quantiles and a count for each lead, at their start: those of the normal distribution. */
    Table quantiles(int leads) {
        Table quantiles = new Table(leads, levels.length + 1);
        for (int lead = 0; lead < leads; lead++) {
            System.arraycopy(start, 0, quantiles.values(), lead * (levels.length + 1), levels.length);
        }
        return quantiles;
    }

    /** Standard deviation of a forecast, given the {@code variance} that was expected of it. */
    double sd(Table ratios, int row, double variance) {
        return Math.sqrt(ratios.get(row, RATIO) * variance);
    }

    /** Writes {@code mean + sd * quantile} for every level, rising. */
    void write(Table quantiles, int lead, double mean, double sd, double[] target) {
        Check.length("target", target, levels.length);
        for (int i = 0; i < levels.length; i++) {
            target[i] = mean + sd * quantiles.get(lead, i);
        }
        Arrays.sort(target);
    }

    /** Learns from one forecast's error; {@code variance} is what was expected of it, {@code sd} what was issued. */
    void learn(Table ratios, int row, Table quantiles, int lead, double error, double variance, double sd) {
        double count = ratios.get(row, COUNT) + 1;
        double weight = Math.max(1 / varianceMemory, 1 / (count + PRIOR_COUNT));
        double ratio = ratios.get(row, RATIO) + weight * (error * error / variance - ratios.get(row, RATIO));
        ratios.set(row, RATIO, Math.max(LEAST_RATIO, Math.min(GREATEST_RATIO, ratio)));
        ratios.set(row, COUNT, count);

        double seen = quantiles.get(lead, levels.length) + 1;
        double step = Math.max(slowestStep, 1 / (seen + SLOW_START));
        for (int i = 0; i < levels.length; i++) {
            double below = error < sd * quantiles.get(lead, i) ? 1 : 0;
            quantiles.add(lead, i, step * (levels[i] - below));
        }
        quantiles.set(lead, levels.length, seen);
    }
}
