package io.fieldcast.verification;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.RandomStreams;

/**
 * How often the observation took each rank among the members: flat when the ensemble is reliable, ∪ when too narrow, ∩ when
 * too wide. Members get the observation's error added before they are ranked, else even a perfect ensemble looks too
 * narrow. Confined to one thread.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(2001)129%3C0550:IORHFV%3E2.0.CO;2">Hamill (2001)</a>
 */
public final class RankHistogram {
    private final long[] counts;
    private long total;

    public RankHistogram(int members) {
        Check.that(members >= 1, "a rank histogram needs at least 1 member, got %d", members);
        this.counts = new long[members + 1];
    }

    /**
     * Ranks one observation; ties are broken at random.
     *
     * @param values holds the members at {@code from} and after, left as it was
     * @param noise standard deviation of the observation's error, 0 for none, in the unit of the values
     * @param random numbers {@code index} to {@code index + members + 1} of it are used; {@code index} must be even
     */
    public void add(double[] values, int from, double observed, double noise, RandomStreams.Stream random, long index) {
        int members = counts.length - 1;
        int below = 0;
        int equal = 0;
        for (int m = 0; m < members; m++) {
            double member = noise > 0 ? values[from + m] + noise * random.gaussian(index + m) : values[from + m];
            below += member < observed ? 1 : 0;
            equal += member == observed ? 1 : 0;
        }
        int rank = equal == 0 ? below : below + (int) (random.uniform(index + members + 1) * (equal + 1));
        counts[rank]++;
        total++;
    }

    /** Ranks there are: members + 1. */
    public int ranks() {
        return counts.length;
    }

    public long count(int rank) {
        return counts[rank];
    }

    public long total() {
        return total;
    }

    /** Pearson's χ² against a flat histogram, divided by its degrees of freedom: near 1 when reliable; NaN when empty. */
    public double flatness() {
        double expected = (double) total / counts.length;
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum / (counts.length - 1);
    }
}
