package io.fieldcast.verification;

import io.fieldcast.domain.Check;
import java.util.Arrays;

/**
 * Continuous ranked probability score: how far a forecast distribution lies from what was observed, in the unit of the value.
 * Lower is better; for a forecast without spread it is the absolute error. For quantiles see {@link QuantileDistribution}.
 *
 * @see <a href="https://doi.org/10.1198/016214506000001437">Gneiting and Raftery (2007)</a>
 */
public final class Crps {
    private static final double ROOT_PI = Math.sqrt(Math.PI);

    private Crps() {}

    /** Score of a normal forecast in closed form; {@code deviation} may be 0. */
    public static double gaussian(double mean, double deviation, double observed) {
        Check.that(deviation >= 0, "deviation must be at least 0, got %s", deviation);
        if (deviation == 0) {
            return Math.abs(observed - mean);
        }
        double z = (observed - mean) / deviation;
        return deviation * (z * (2 * StandardNormal.probability(z) - 1) + 2 * StandardNormal.density(z) - 1 / ROOT_PI);
    }

    /**
     * Fair score of an ensemble, whose expectation does not depend on the number of members; sorts, hence O(N log N).
     *
     * @param values holds the members at {@code from} to {@code from + members - 1}, left as it was
     * @param members at least 2
     * @param scratch at least {@code members} long, content undefined
     * @see <a href="https://doi.org/10.1002/qj.2270">Ferro (2014)</a>
     */
    public static double fair(double[] values, int from, int members, double observed, double[] scratch) {
        Check.that(members >= 2, "a fair score needs at least 2 members, got %d", members);
        return ensemble(values, from, members, observed, scratch, (double) members * (members - 1));
    }

    /** Score of the ensemble's empirical distribution as it stands, arguments as in {@link #fair}. */
    public static double empirical(double[] values, int from, int members, double observed, double[] scratch) {
        Check.that(members >= 1, "a score needs at least 1 member, got %d", members);
        return ensemble(values, from, members, observed, scratch, (double) members * members);
    }

    private static double ensemble(
            double[] values, int from, int members, double observed, double[] scratch, double pairs) {
        Check.atLeast("scratch", scratch, members);
        System.arraycopy(values, from, scratch, 0, members);
        Arrays.sort(scratch, 0, members);
        double distance = 0;
        double halfGini = 0;
        for (int i = 0; i < members; i++) {
            distance += Math.abs(scratch[i] - observed);
            // Sum over pairs |a - b| / 2 of sorted values: each counts once for every smaller, minus once for every
            // larger one.
            halfGini += (2 * i - members + 1) * (scratch[i] - observed);
        }
        return distance / members - halfGini / pairs;
    }
}
