package io.fieldcast.verification;

import io.fieldcast.domain.Check;

/**
 * Spread over error: what the ensemble said about its error, against the error of its mean. Near 1 is right, below 1 the
 * ensemble is too sure of itself. The factor √((N+1)/N) accounts for the mean of N members not being the true mean.
 * Confined to one thread.
 *
 * @see <a href="https://doi.org/10.1175/JHM-D-14-0008.1">Fortin et al. (2014)</a>
 */
public final class SpreadSkill {
    private final double factor;
    private long count;
    private double variances;
    private double squares;

    public SpreadSkill(int members) {
        Check.that(members >= 2, "spread needs at least 2 members, got %d", members);
        this.factor = (members + 1.0) / members;
    }

    /**
     * @param variance unbiased variance over the members
     * @param errorVariance variance of the observation's error, 0 where {@code observed} is the truth
     */
    public void add(double mean, double variance, double observed, double errorVariance) {
        variances += factor * variance + errorVariance;
        squares += (observed - mean) * (observed - mean);
        count++;
    }

    public long count() {
        return count;
    }

    /** Root mean square spread, observation error included; NaN before the first pair. */
    public double spread() {
        return Math.sqrt(variances / count);
    }

    /** Root mean square error of the mean; NaN before the first pair. */
    public double rmse() {
        return Math.sqrt(squares / count);
    }

    /** {@link #spread()} over {@link #rmse()}. */
    public double ratio() {
        return spread() / rmse();
    }
}
