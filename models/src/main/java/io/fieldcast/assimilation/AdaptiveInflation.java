package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import java.io.Serializable;

/**
 * How the factor λ on the prior covariance of a local domain follows what is observed there. Unlike {@link Inflation} it acts
 * before the analysis and learns: innovations wider than spread and observation errors explain raise λ, narrower ones lower it.
 * Each λ is a scalar Kalman filter whose observation is {@code δ = (Σρd²/R − Σρ) / h} with {@code h = Σρ·HPHᵀ/R} and sampling
 * variance {@code (2/Σρ)((λh + Σρ)/h)²}, the sums being over the domain's observations with their taper weights ρ.
 *
 * <p>So slow a λ does not notice that the truth has left the ensemble for a while, and every analysis that believes the narrow
 * ensemble keeps it there. With a finite {@code surprise}, an analysis whose innovations are too wide for chance acts with its own
 * cycle's δ, and λ learns from that cycle what it learns from any other. Right where the dynamics are good; where they are poor, wide
 * innovations are usual and acting on them only adds noise.
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
 * @param surprise standard deviations beyond which innovations are too wide for chance, above 0; infinite to be surprised by nothing. At
 *     3 about one analysis in a thousand is wider than it need be, once
 * @see <a href="https://doi.org/10.1175/2010MWR3570.1">Miyoshi (2011)</a>
 */
public record AdaptiveInflation(
        double initial, double variance, double damping, double least, double most, double surprise)
        implements Serializable {
    /** Every λ is 1. */
    public static final AdaptiveInflation NONE = new AdaptiveInflation(1, 0, 0, 1, 1);

    public AdaptiveInflation {
        Check.that(variance >= 0 && Double.isFinite(variance), "variance must be finite and not below 0: %s", variance);
        Check.that(damping >= 0 && damping <= 1, "damping must lie in 0..1, got %s", damping);
        Check.that(least > 0 && least <= 1, "least factor must be above 0 and at most 1, got %s", least);
        Check.that(most >= 1 && Double.isFinite(most), "most factor must be finite and at least 1, got %s", most);
        Check.that(surprise > 0, "surprise must be above 0, got %s", surprise);
        Check.that(
                initial >= least && initial <= most, "initial factor must lie in %s..%s, got %s", least, most, initial);
    }

    /** A rule that nothing surprises. */
    public AdaptiveInflation(double initial, double variance, double damping, double least, double most) {
        this(initial, variance, damping, least, most, Double.POSITIVE_INFINITY);
    }

    /** The same rule, surprised by innovations that are so many standard deviations too wide. */
    public AdaptiveInflation surprisedBeyond(double deviations) {
        return new AdaptiveInflation(initial, variance, damping, least, most, deviations);
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

    /**
     * The factor that this cycle's analysis acts with: λ, or where the innovations are too wide for it, δ of this cycle alone. The
     * sum of squares over its expectation is taken for χ² of Σρ degrees of freedom, whose cube root is nearly normal, also for few
     * observations. Less than one whole observation surprises nobody, nor does anything a rule that never learns.
     *
     * @param factor λ of this cycle
     * @param weight Σρ, at least 0
     * @param innovation Σρd²/R, at least 0
     * @param spread Σρ·HPHᵀ/R before inflation, at least 0
     * @return within {@code factor}..{@code most}; never NaN, if {@code factor} is not
     * @see <a href="https://doi.org/10.1073/pnas.17.12.684">Wilson and Hilferty (1931)</a>
     */
    public double acting(double factor, double weight, double innovation, double spread) {
        if (variance == 0 || weight < 1 || surprise == Double.POSITIVE_INFINITY) {
            return factor;
        }
        double share = 2 / (9 * weight);
        double root = 1 - share + surprise * Math.sqrt(share);
        boolean surprising = innovation > root * root * root * (factor * spread + weight);
        return surprising && spread > 0 ? Math.min(most, (innovation - weight) / spread) : factor;
    }
}
