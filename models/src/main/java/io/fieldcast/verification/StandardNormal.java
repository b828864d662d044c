package io.fieldcast.verification;

import io.fieldcast.domain.Check;

/** Density, distribution and quantile function of the standard normal law. Stateless. */
public final class StandardNormal {
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private StandardNormal() {}

    /** Density at {@code z}; 0 at either infinity. */
    public static double density(double z) {
        return StrictMath.exp(-0.5 * z * z) / ROOT_TWO_PI;
    }

    /**
     * Probability of a value not above {@code z}, absolute error below 1e-15: Taylor's series near the middle, Laplace's
     * continued fraction in the tails, where the series would cancel.
     *
     * @see <a href="https://doi.org/10.18637/jss.v011.i04">Marsaglia (2004)</a>
     */
    public static double probability(double z) {
        if (Double.isNaN(z)) {
            return Double.NaN;
        }
        double size = Math.abs(z);
        if (size > 3) {
            double tail = upperTail(size);
            return z > 0 ? 1 - tail : tail;
        }
        double term = z;
        double sum = z;
        for (int k = 3; Math.abs(term) > 1e-18; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return 0.5 + sum * density(z);
    }

    private static double upperTail(double z) {
        if (z > 39) {
            return 0;
        }
        double fraction = z;
        for (int k = 60; k >= 1; k--) {
            fraction = z + k / fraction;
        }
        return density(z) / fraction;
    }

    /**
     * The value not exceeded with probability {@code p}: Hastings' rational start, polished by Halley's iteration.
     *
     * @param p inside (0, 1)
     */
    public static double quantile(double p) {
        Check.that(p > 0 && p < 1, "probability must be inside (0, 1), got %s", p);
        double t = Math.sqrt(-2 * StrictMath.log(Math.min(p, 1 - p)));
        double start =
                t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
        double z = p < 0.5 ? -start : start;
        for (int i = 0; i < 4; i++) {
            double step = (probability(z) - p) / density(z);
            z -= step / (1 + 0.5 * z * step);
        }
        return z;
    }
}
