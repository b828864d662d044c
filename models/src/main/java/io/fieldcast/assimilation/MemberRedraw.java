package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;

/**
 * Replaces members that are lost in some row, not finite or beyond any state, such as by a model that ran away, by draws from the Gaussian of the
 * survivors: their mean plus their anomalies times independent normal numbers over √(survivors − 1), so that the covariance of
 * all rows with each other is right. Survivors stay bit for bit. Owns its scratch; confined to one thread.
 */
public final class MemberRedraw {
    /** Beyond it squares of squares would no longer be finite; no member that still follows its model is there. */
    private static final double LARGEST = 1e60;

    /** What makes an infinite number of anything beyond {@link #LARGEST}, and of little below it. */
    private static final double OVERFLOWING = Double.MAX_VALUE / LARGEST * (1 + 1e-9);

    private final int members;
    private final int least;
    private final boolean[] lost;
    private final double[] largest;
    private final double[] weights;
    private int redrawn;

    /**
     * @param members members of the ensembles
     * @param least fewest survivors to draw from, in 2..members
     */
    public MemberRedraw(int members, int least) {
        Check.that(least >= 2 && least <= members, "least must lie in 2..%d, got %d", members, least);
        this.members = members;
        this.least = least;
        this.lost = new boolean[members];
        this.largest = new double[members];
        this.weights = new double[members * members];
    }

    /**
     * Redraws what is lost.
     *
     * @param ensemble receives the redrawn members if the verdict is {@link Verdict#OK}, else stays as it was
     * @param random numbers for this redraw, addressed by the lost member and the survivor
     * @return {@link Verdict#OK}, if nothing was lost too; {@link Verdict#TOO_FEW_MEMBERS} below the fewest survivors
     */
    public Verdict apply(Ensemble ensemble, RandomStreams.Stream random) {
        Check.that(ensemble.members() == members, "ensemble has %d members, expected %d", ensemble.members(), members);
        redrawn = 0;
        int survivors = members - findLost(ensemble);
        if (survivors == members) {
            return Verdict.OK;
        }
        if (survivors < least) {
            return Verdict.TOO_FEW_MEMBERS;
        }
        drawWeights(survivors, random);
        double[] values = ensemble.values();
        for (int row = 0; row < ensemble.size(); row++) {
            int at = row * members;
            double mean = mean(values, at, survivors);
            for (int m = 0; m < members; m++) {
                if (lost[m]) {
                    values[at + m] = draw(values, at, m, mean);
                }
            }
        }
        redrawn = members - survivors;
        return Verdict.OK;
    }

    /** Number of members that the latest {@link #apply} replaced. */
    public int redrawn() {
        return redrawn;
    }

    private int findLost(Ensemble ensemble) {
        // So it is nearly always, and seen in a fraction of the time that the largest numbers take.
        if (ensemble.isFiniteTimes(OVERFLOWING)) {
            return 0;
        }
        double[] values = ensemble.values();
        Arrays.fill(largest, 0);
        for (int at = 0; at < values.length; ) {
            for (int m = 0; m < members; m++, at++) {
                largest[m] = Math.max(largest[m], Math.abs(values[at]));
            }
        }
        int count = 0;
        for (int m = 0; m < members; m++) {
            // The largest is NaN where any is, which is not within any bound.
            lost[m] = !(largest[m] <= LARGEST);
            count += lost[m] ? 1 : 0;
        }
        return count;
    }

    /** A row of weights for each lost member, 0 for those that are lost themselves. */
    private void drawWeights(int survivors, RandomStreams.Stream random) {
        double scale = 1 / Math.sqrt(survivors - 1.0);
        for (int m = 0; m < members; m++) {
            for (int k = 0; k < members && lost[m]; k++) {
                weights[m * members + k] = lost[k] ? 0 : scale * random.gaussian((long) m * members + k);
            }
        }
    }

    private double mean(double[] values, int at, int survivors) {
        double sum = 0;
        for (int k = 0; k < members; k++) {
            sum += lost[k] ? 0 : values[at + k];
        }
        return sum / survivors;
    }

    private double draw(double[] values, int at, int member, double mean) {
        double sum = mean;
        for (int k = 0; k < members; k++) {
            sum += lost[k] ? 0 : weights[member * members + k] * (values[at + k] - mean);
        }
        return sum;
    }
}
