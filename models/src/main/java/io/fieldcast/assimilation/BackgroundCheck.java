package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.QcCode;
import io.fieldcast.observation.ObservationBatch;

/**
 * Turns away observations that the forecast cannot explain: {@code |d| > k √(HPHᵀ + R)}. When too many fail at once, it is more
 * likely the forecast that is wrong; then nobody is locked out, but the error variance of each is raised until its innovation is
 * within bounds. Immutable.
 *
 * @param deviations k, above 0
 * @param lockOutShare largest share of a cycle's observations that may be turned away, in 0..1
 */
public record BackgroundCheck(double deviations, double lockOutShare) {
    public BackgroundCheck {
        Check.that(deviations > 0, "deviations must be above 0, got %s", deviations);
        Check.that(lockOutShare >= 0 && lockOutShare <= 1, "lockOutShare must lie in 0..1, got %s", lockOutShare);
    }

    /** Four deviations, and at most a fifth turned away. */
    public static BackgroundCheck standard() {
        return new BackgroundCheck(4, 0.2);
    }

    /**
     * Judges the used observations of a batch.
     *
     * @param observations outliers receive {@link QcCode#OUTLIER}, or a larger error variance under the lock-out guard
     * @return how many failed the check
     */
    public int apply(ObservationBatch observations) {
        int used = 0;
        int failed = 0;
        for (int index = 0; index < observations.size(); index++) {
            if (observations.isUsed(index)) {
                used++;
                failed += excess(observations, index) > 1 ? 1 : 0;
            }
        }
        boolean lockedOut = failed > lockOutShare * used;
        for (int index = 0; index < observations.size(); index++) {
            double excess = observations.isUsed(index) ? excess(observations, index) : 0;
            if (!(excess > 1)) {
                continue;
            }
            double raised = observations.errorVariance(index) * excess * excess;
            if (lockedOut && Double.isFinite(raised)) {
                observations.setErrorVariance(index, raised);
            } else {
                observations.setCode(index, QcCode.OUTLIER);
            }
        }
        return failed;
    }

    private double excess(ObservationBatch observations, int index) {
        return Math.abs(observations.innovation(index)) / (deviations * observations.expectedDeviation(index));
    }
}
