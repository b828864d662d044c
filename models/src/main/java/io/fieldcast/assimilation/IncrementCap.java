package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.io.Serializable;

/**
 * Bounds what one analysis may do to the mean of a row: at most so many standard deviations of the forecast's members. Beyond
 * them the ensemble does not know enough to be corrected by. The anomalies are not touched, nor rows whose members agree: only
 * rounding moves those. Immutable.
 *
 * @param deviations most standard deviations, above 0; infinite for no bound
 */
public record IncrementCap(double deviations) implements Serializable {
    /** No bound. */
    public static final IncrementCap NONE = new IncrementCap(Double.POSITIVE_INFINITY);

    public IncrementCap {
        Check.that(deviations > 0, "increment cap must be above 0 standard deviations, got %s", deviations);
    }

    /**
     * Takes back what goes beyond the bound.
     *
     * @param forecast the ensemble before the analysis, left as it was
     * @param analysis rows beyond the bound are shifted back to it; all others stay bit for bit
     * @return number of rows that were shifted
     */
    public int apply(Ensemble forecast, Ensemble analysis) {
        if (Double.isInfinite(deviations)) {
            return 0;
        }
        int capped = 0;
        for (int row = 0; row < analysis.size(); row++) {
            double before = forecast.mean(row);
            double increment = analysis.mean(row) - before;
            double most = deviations * Math.sqrt(forecast.variance(row));
            if (most > 0 && Math.abs(increment) > most && Rows.differ(forecast, analysis, row)) {
                Rows.shift(analysis, row, Math.copySign(most, increment) - increment);
                capped++;
            }
        }
        return capped;
    }
}
