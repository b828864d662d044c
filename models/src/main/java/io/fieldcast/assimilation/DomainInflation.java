package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import java.util.Arrays;

/**
 * The factors λ on the prior covariance of a filter's domains, by the rule by which they learn. What they learn in a cycle holds
 * from {@link #accept} on, so that an analysis that fails teaches nothing. Belongs to who keeps the ensemble, from cycle to cycle.
 */
public final class DomainInflation {
    private final AdaptiveInflation rule;
    private final double[] factors;
    private final double[] learned;

    /**
     * Factors before the first cycle.
     *
     * @param domains as many as {@link Filter#domains}
     */
    public DomainInflation(AdaptiveInflation rule, int domains) {
        this.rule = rule;
        this.factors = new double[domains];
        this.learned = new double[domains];
        Arrays.fill(factors, rule.initial());
        Arrays.fill(learned, rule.initial());
    }

    /** Every factor is 1 and stays it. */
    public static DomainInflation none(int domains) {
        return new DomainInflation(AdaptiveInflation.NONE, domains);
    }

    public int domains() {
        return factors.length;
    }

    /** λ of a domain in this cycle; an analysis that is surprised acts with more. */
    public double factor(int domain) {
        return factors[domain];
    }

    /** Mean of λ over the domains; 1 if there is none. */
    public double mean() {
        return Arrays.stream(factors).average().orElse(1);
    }

    /** Takes over factors kept elsewhere, such as in a stored state. */
    public void set(double[] kept, int from) {
        Check.that(
                kept.length - from >= factors.length,
                "%d factors from %d, expected %d",
                kept.length,
                from,
                factors.length);
        System.arraycopy(kept, from, factors, 0, factors.length);
        System.arraycopy(kept, from, learned, 0, factors.length);
    }

    /** Writes the factors of this cycle into {@code kept[from..from + domains)}. */
    public void get(double[] kept, int from) {
        System.arraycopy(factors, 0, kept, from, factors.length);
    }

    /** Whether there is anything to learn. */
    boolean learns() {
        return !rule.equals(AdaptiveInflation.NONE);
    }

    /**
     * Learns a domain's factor for the next cycle from the sums that {@link AdaptiveInflation#next} names.
     *
     * @return the factor of this cycle's analysis, by {@link AdaptiveInflation#acting}
     */
    double learn(int domain, double weight, double innovation, double spread) {
        learned[domain] = rule.next(factors[domain], weight, innovation, spread);
        return rule.acting(factors[domain], weight, innovation, spread);
    }

    /** Makes what was learned the factors of the next cycle. */
    public void accept() {
        System.arraycopy(learned, 0, factors, 0, factors.length);
    }
}
