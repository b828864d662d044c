package io.fieldcast.verification;

import io.fieldcast.domain.Check;

/**
 * Reads a full distribution out of quantiles at fixed levels. Between levels, and beyond the outermost ones, a value is taken as
 * linear in the normal score of its level: {@code q(p) = a + b·Φ⁻¹(p)}. So quantiles of a normal law give that law back
 * exactly, tails included, and every integral below is closed. Holds the levels only; immutable, thread-safe.
 */
public final class QuantileDistribution {
    private static final double ROOT_TWO = Math.sqrt(2);
    private static final double TWO_ROOT_PI = 2 * Math.sqrt(Math.PI);

    private final double[] levels;
    private final double[] scores;
    private final double[] densities;
    /** ∫ z·φ(z)·Φ(z) dz up to each level's score. */
    private final double[] moments;

    /** @param levels rising, inside (0, 1), at least 2; copied */
    public QuantileDistribution(double[] levels) {
        Check.that(levels.length >= 2, "a distribution needs at least 2 quantile levels, got %d", levels.length);
        this.levels = levels.clone();
        this.scores = new double[levels.length];
        this.densities = new double[levels.length];
        this.moments = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            Check.that(i == 0 || levels[i] > levels[i - 1], "quantile levels must rise, got %s at %d", levels[i], i);
            scores[i] = StandardNormal.quantile(levels[i]);
            densities[i] = StandardNormal.density(scores[i]);
            moments[i] = moment(scores[i], densities[i], levels[i]);
        }
    }

    private static double moment(double z, double density, double level) {
        return StandardNormal.probability(ROOT_TWO * z) / TWO_ROOT_PI - density * level;
    }

    /** Number of levels, and so the length that quantiles must have. */
    public int levels() {
        return levels.length;
    }

    private double slope(double[] quantiles, int right) {
        return (quantiles[right] - quantiles[right - 1]) / (scores[right] - scores[right - 1]);
    }

    /** Index of the upper knot of the line that holds on piece {@code piece}, 0 being the lower tail. */
    private int knot(int piece) {
        return Math.min(Math.max(piece, 1), levels.length - 1);
    }

    /** Expected value: ∫ q(p) dp. {@code quantiles} must not fall; they may come from a monotone transform of others. */
    public double mean(double[] quantiles) {
        Check.length("quantiles", quantiles, levels.length);
        double sum = 0;
        for (int piece = 0; piece <= levels.length; piece++) {
            int right = knot(piece);
            double slope = slope(quantiles, right);
            double offset = quantiles[right] - slope * scores[right];
            double mass = upperLevel(piece) - lowerLevel(piece);
            sum += offset * mass - slope * (upperDensity(piece) - lowerDensity(piece));
        }
        return sum;
    }

    /**
     * Probability of a value not above {@code observed}; in an atom, the middle of it.
     *
     * @param quantiles value at each level, not falling
     */
    public double probability(double[] quantiles, double observed) {
        Check.length("quantiles", quantiles, levels.length);
        int below = 0;
        int notAbove = 0;
        for (double quantile : quantiles) {
            below += quantile < observed ? 1 : 0;
            notAbove += quantile <= observed ? 1 : 0;
        }
        if (notAbove > below) {
            return 0.5 * (levels[below] + levels[notAbove - 1]);
        }
        int right = knot(below);
        double slope = slope(quantiles, right);
        if (slope <= 0) {
            return below == 0 ? 0 : 1;
        }
        return StandardNormal.probability(scores[right] + (observed - quantiles[right]) / slope);
    }

    /** The value not exceeded with probability {@code level}, inside (0, 1). */
    public double quantile(double[] quantiles, double level) {
        Check.length("quantiles", quantiles, levels.length);
        int right = 0;
        while (right < levels.length && levels[right] < level) {
            right++;
        }
        if (right < levels.length && levels[right] == level) {
            return quantiles[right];
        }
        int knot = knot(right);
        return quantiles[knot] + slope(quantiles, knot) * (StandardNormal.quantile(level) - scores[knot]);
    }

    /**
     * Continuous ranked probability score: twice the pinball loss, integrated over all levels.
     *
     * @param quantiles value at each level, not falling
     * @see <a href="https://doi.org/10.1198/jbes.2010.08110">Gneiting and Ranjan (2011)</a>
     */
    public double crps(double[] quantiles, double observed) {
        Check.length("quantiles", quantiles, levels.length);
        double sum = 0;
        for (int piece = 0; piece <= levels.length; piece++) {
            int right = knot(piece);
            double slope = slope(quantiles, right);
            double offset = quantiles[right] - slope * scores[right];
            double low = lowerLevel(piece);
            double high = upperLevel(piece);
            double z = slope > 0 ? (observed - offset) / slope : observed >= offset ? 1e9 : -1e9;
            double split = Math.min(high, Math.max(low, StandardNormal.probability(z)));
            double splitDensity;
            double splitMoment;
            if (split <= low) {
                split = low;
                splitDensity = lowerDensity(piece);
                splitMoment = lowerMoment(piece);
            } else if (split >= high) {
                split = high;
                splitDensity = upperDensity(piece);
                splitMoment = upperMoment(piece);
            } else {
                splitDensity = StandardNormal.density(z);
                splitMoment = moment(z, splitDensity, split);
            }
            double gap = observed - offset;
            // ∫ p·(y − q) below the split, minus ∫ (1 − p)·(y − q) above it, with ∫ z dp = −Δφ and ∫ z·p dp = Δmoment.
            sum += gap * 0.5 * (split * split - low * low) - slope * (splitMoment - lowerMoment(piece));
            sum -= gap * ((high - split) - 0.5 * (high * high - split * split));
            sum += slope * (splitDensity - upperDensity(piece) - (upperMoment(piece) - splitMoment));
        }
        return 2 * sum;
    }

    private double lowerLevel(int piece) {
        return piece == 0 ? 0 : levels[piece - 1];
    }

    private double upperLevel(int piece) {
        return piece == levels.length ? 1 : levels[piece];
    }

    private double lowerDensity(int piece) {
        return piece == 0 ? 0 : densities[piece - 1];
    }

    private double upperDensity(int piece) {
        return piece == levels.length ? 0 : densities[piece];
    }

    private double lowerMoment(int piece) {
        return piece == 0 ? 0 : moments[piece - 1];
    }

    private double upperMoment(int piece) {
        return piece == levels.length ? 1 / TWO_ROOT_PI : moments[piece];
    }
}
