package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import java.io.Serializable;

/**
 * How the factor λ on the prior covariance of a local domain follows what is observed there. Unlike {@link Inflation} it acts
 * before the analysis and learns: innovations wider than spread and observation errors explain raise λ, narrower ones lower it.
 * Each λ is a scalar Kalman filter whose observation is {@code δ = (Σρd²/R − Σρ) / h} with {@code h = Σρ·HPHᵀ/R} and sampling
 * variance {@code (2/Σρ)((λh + Σρ)/h)²}, the sums being over the domain's observations with their taper weights ρ.
 *
 * <p>Where nothing is observed no innovation would ever lower λ again, so there it decays towards 1; with less than one whole
 * observation in reach, Σρ &lt; 1, it decays in proportion to what is missing. The rule is immutable; the factors that it updates
 * belong to the caller, who keeps them from cycle to cycle.
 *
 * @param initial λ before the first cycle, within the bounds
 * @param variance v_b, the variance that each λ is taken to have before each cycle, at least 0; 0 learns nothing
 * @param damping share of λ − 1 that is lost in a cycle without observations, in 0..1
 * @param least lower bound of λ, above 0 and at most 1
 * @param most upper bound of λ, at least 1
 * @see <a href="https://doi.org/10.1175/2010MWR3570.1">Miyoshi (2011)</a>
 */
public record AdaptiveInflation(double initial, double variance, double damping, double least, double most)
        implements Serializable {
    /** Every λ is 1. */
    public static final AdaptiveInflation NONE = new AdaptiveInflation(1, 0, 0, 1, 1);

    public AdaptiveInflation {
        Check.that(variance >= 0 && Double.isFinite(variance), "variance must be finite and not below 0: %s", variance);
        Check.that(damping >= 0 && damping <= 1, "damping must lie in 0..1, got %s", damping);
        Check.that(least > 0 && least <= 1, "least factor must be above 0 and at most 1, got %s", least);
        Check.that(most >= 1 && Double.isFinite(most), "most factor must be finite and at least 1, got %s", most);
        Check.that(
                initial >= least && initial <= most, "initial factor must lie in %s..%s, got %s", least, most, initial);
    }

    /**
     * The published variance 0.04²; a start at 1.05, since learning takes thousands of cycles where the spread is small beside
     * the observation errors and too little spread is worse than too much; decay over some twenty cycles; at most twice the
     * standard deviation, at least 0.95 of it.
     */
    public static AdaptiveInflation standard() {
        return new AdaptiveInflation(1.05, 0.04 * 0.04, 0.05, 0.9, 4);
    }

    /**
     * The factor for the next cycle.
     *
     * @param factor λ of this cycle
     * @param weight Σρ, at least 0
     * @param innovation Σρd²/R, at least 0
     * @param spread Σρ·HPHᵀ/R before inflation, at least 0
     * @return within {@code least}..{@code most}; never NaN, if {@code factor} is not
     */
    public double next(double factor, double weight, double innovation, double spread) {
        double next = factor;
        if (weight > 0 && spread > 0) {
            // δ and its variance multiplied out by h, so that a vanishing spread has a vanishing gain.
            double expected = factor * spread + weight;
            double sampling = 2 / weight * expected * expected;
            double change = variance * spread * (innovation - expected) / (variance * spread * spread + sampling);
            // Sums that overflow say nothing about the spread.
            next += Double.isNaN(change) ? 0 : change;
        }
        next = Math.min(most, Math.max(least, next));
        return next - damping * Math.max(0, 1 - weight) * (next - 1);
    }
}
