package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;

/** How the noise at two places goes together, by their distance. Immutable. */
public sealed interface Covariance {
    /** Variance at one place, in the state's unit squared per cycle step. */
    double variance();

    /** Correlation at {@code distance}, 1 at 0. */
    double correlation(double distance);

    /**
     * Matérn's with smoothness 3/2, {@code (1 + √3 d/length) exp(−√3 d/length)}: fields with one derivative.
     *
     * @param length in the representation's length unit, above 0
     */
    record Matern32(double length, double variance) implements Covariance {
        public Matern32 {
            check(length, variance);
        }

        @Override
        public double correlation(double distance) {
            double scaled = Math.sqrt(3) * distance / length;
            return (1 + scaled) * Math.exp(-scaled);
        }
    }

    /**
     * {@code exp(−d/length)}: continuous but rough fields.
     *
     * @param length in the representation's length unit, above 0
     */
    record Exponential(double length, double variance) implements Covariance {
        public Exponential {
            check(length, variance);
        }

        @Override
        public double correlation(double distance) {
            return Math.exp(-distance / length);
        }
    }

    private static void check(double length, double variance) {
        Check.that(length > 0, "length of the noise must be above 0, got %s", length);
        Check.that(variance >= 0, "variance of the noise must not be below 0, got %s", variance);
    }
}
