package io.fieldcast.observation;

import io.fieldcast.domain.Check;

/**
 * How much an observation counts at a distance: the compactly supported fifth-order function of Gaspari and Cohn, which is 1 at
 * its own place and 0 from twice the half-support on. Filters divide error variances by it. An observation whose error variance would be
 * multiplied by more than a thousand counts as out of reach: nearly a quarter of those within twice the half-support cost as much as the
 * others and tell nothing. Immutable.
 *
 * @param halfSupport c of equation 4.10, in the unit of the coordinates, above 0; infinite means that distance does not matter
 * @param distance how distances are taken
 * @param most most observations that a place takes into account, at least 1: those of the largest weight, among equal ones the
 *     first in the order of the filter
 * @see <a href="https://doi.org/10.1002/qj.49712555417">Gaspari and Cohn (1999), equation 4.10</a>
 */
public record Localization(double halfSupport, Distance distance, int most) {
    /** As many observations as there are. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Where {@link #taper} falls below 0.001. */
    private static final double REACH = 1.7575528744330833;

    public Localization {
        Check.that(halfSupport > 0, "localization half-support must be above 0, got %s", halfSupport);
        Check.that(most >= 1, "most observations of a place must be at least 1, got %d", most);
    }

    /** Without a limit to the number of observations. */
    public Localization(double halfSupport, Distance distance) {
        this(halfSupport, distance, ALL);
    }

    /** On the plane. */
    public static Localization planar(double halfSupport) {
        return new Localization(halfSupport, Distance.PLANAR);
    }

    /** Every observation counts everywhere. */
    public static Localization none() {
        return planar(Double.POSITIVE_INFINITY);
    }

    /** Distance from which on weights are 0. */
    public double reach() {
        return REACH * halfSupport;
    }

    /** Weight in 0..1 of an observation at (x2, y2) for a row at (x1, y1). */
    public double weight(double x1, double y1, double x2, double y2) {
        if (Double.isInfinite(halfSupport)) {
            return 1;
        }
        double z = distance.between(x1, y1, x2, y2) / halfSupport;
        return z < REACH ? taper(z) : 0;
    }

    /**
     * Gaspari and Cohn's function.
     *
     * @param z distance over half-support, at least 0
     */
    public static double taper(double z) {
        if (z >= 2) {
            return 0;
        }
        double square = z * z;
        if (z <= 1) {
            return 1 + square * (-5.0 / 3 + z * (5.0 / 8 + z * (1.0 / 2 - z / 4)));
        }
        double outer = 4 - 5 * z + square * (5.0 / 3 + z * (5.0 / 8 + z * (-1.0 / 2 + z / 12))) - 2 / (3 * z);
        return Math.max(0, outer);
    }
}
