package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.io.Serializable;
import java.util.function.IntPredicate;

/**
 * Gives back some of the spread that sampling error and model error make a filter lose. Only rows that the analysis changed are
 * touched: spread that nothing takes away must not grow, or it runs away where nothing is observed. Immutable.
 */
public sealed interface Inflation extends Serializable {
    /**
     * Widens the analysis about its mean.
     *
     * @param forecast the ensemble before the analysis, left as it was
     * @param analysis its rows receive inflated anomalies about the same mean
     * @param rows which rows may be widened
     */
    void apply(Ensemble forecast, Ensemble analysis, IntPredicate rows);

    /** Widens every row, as {@link #apply(Ensemble, Ensemble, IntPredicate)} does. */
    default void apply(Ensemble forecast, Ensemble analysis) {
        apply(forecast, analysis, row -> true);
    }

    /** Leaves the analysis as it is. */
    record None() implements Inflation {
        @Override
        public void apply(Ensemble forecast, Ensemble analysis, IntPredicate rows) {}
    }

    /** Anomalies times a factor, which is one on the standard deviation, at least 1. */
    record Multiplicative(double factor) implements Inflation {
        public Multiplicative {
            Check.that(factor >= 1, "inflation factor must be at least 1, got %s", factor);
        }

        @Override
        public void apply(Ensemble forecast, Ensemble analysis, IntPredicate rows) {
            for (int row = 0; row < analysis.size(); row++) {
                if (rows.test(row) && Rows.differ(forecast, analysis, row)) {
                    Rows.scaleAnomalies(analysis, row, factor);
                }
            }
        }
    }

    /**
     * Relaxation to prior perturbations: anomalies become {@code (1 − α)} of their own plus {@code α} of the forecast's.
     *
     * @param alpha in 0..1
     * @see <a href="https://doi.org/10.1175/1520-0493(2004)132%3C1238:IOIEAO%3E2.0.CO;2">Zhang, Snyder and Sun (2004)</a>
     */
    record PriorPerturbations(double alpha) implements Inflation {
        public PriorPerturbations {
            Check.that(alpha >= 0 && alpha <= 1, "relaxation must lie in 0..1, got %s", alpha);
        }

        @Override
        public void apply(Ensemble forecast, Ensemble analysis, IntPredicate rows) {
            int members = analysis.members();
            double[] before = forecast.values();
            double[] after = analysis.values();
            for (int row = 0; row < analysis.size(); row++) {
                if (!rows.test(row) || !Rows.differ(forecast, analysis, row)) {
                    continue;
                }
                double shift = alpha * (analysis.mean(row) - forecast.mean(row));
                for (int at = row * members, end = at + members; at < end; at++) {
                    after[at] += alpha * (before[at] - after[at]) + shift;
                }
            }
        }
    }

    /**
     * Relaxation to prior spread: anomalies are scaled so that the standard deviation becomes {@code (1 − α)} of its own plus
     * {@code α} of the forecast's.
     *
     * @param alpha at least 0; above 1 overshoots the forecast's spread
     * @see <a href="https://doi.org/10.1175/MWR-D-11-00276.1">Whitaker and Hamill (2012)</a>
     */
    record PriorSpread(double alpha) implements Inflation {
        public PriorSpread {
            Check.that(alpha >= 0, "relaxation must be at least 0, got %s", alpha);
        }

        @Override
        public void apply(Ensemble forecast, Ensemble analysis, IntPredicate rows) {
            for (int row = 0; row < analysis.size(); row++) {
                double after = Math.sqrt(analysis.variance(row));
                if (after > 0 && rows.test(row) && Rows.differ(forecast, analysis, row)) {
                    double before = Math.sqrt(forecast.variance(row));
                    Rows.scaleAnomalies(analysis, row, 1 + alpha * (before - after) / after);
                }
            }
        }
    }
}
