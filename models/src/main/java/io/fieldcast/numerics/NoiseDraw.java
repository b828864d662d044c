package io.fieldcast.numerics;

import io.fieldcast.domain.Check;

/**
 * Standard normal noise for an ensemble, as good as so few members allow. The rows' means over the members are zero always. As far
 * as the members reach, the rows are also made uncorrelated with each other and with given rows of the ensemble, so that the
 * noise brings no correlation that is not there: a spurious one between noise and parameters, met again every cycle, would make
 * the parameters wander. Owns working memory, hence confined to one thread.
 *
 * @see <a href="https://doi.org/10.1016/0967-0637(95)00028-4">Pham (2001), second-order exact sampling</a>
 */
public final class NoiseDraw {
    /** A direction of which less than this share is left lies in the span of the earlier ones. */
    private static final double DEPENDENT = 1e-10;

    /** Where at least this share of a vector is left, one pass leaves it orthogonal to 1e-15 over the share. */
    private static final double ENOUGH = 0.1;

    private final int members;
    private final double[] basis;
    private final double[] shares;

    public NoiseDraw(int members) {
        this.members = members;
        this.basis = new double[members * members];
        this.shares = new double[members];
    }

    /**
     * Draws noise.
     *
     * @param stream gives the numbers, from index 0 on
     * @param ensemble left as it was
     * @param rows rows of noise wanted
     * @param keep rows of the ensemble to which the noise is made orthogonal; those that do not fit beside the noise are left out,
     *     the last ones first kept
     * @param noise receives {@code rows × members} numbers of mean 0 and variance 1
     */
    public void draw(RandomStreams.Stream stream, Ensemble ensemble, int rows, int[] keep, double[] noise) {
        Check.that(ensemble.members() == members, "ensemble has %d members, expected %d", ensemble.members(), members);
        Check.atLeast("noise", noise, rows * members);
        stream.fillByInversion(0, noise, 0, rows * members);
        int room = members - 1;
        boolean orthonormal = rows < room;
        int kept = 0;
        int allowed = orthonormal ? room - rows : room / 2;
        for (int i = keep.length - 1; i >= 0 && kept < allowed; i--) {
            System.arraycopy(ensemble.values(), keep[i] * members, basis, kept * members, members);
            if (orthogonalise(basis, kept * members, basis, kept)) {
                kept++;
            }
        }
        for (int row = 0; row < rows; row++) {
            int at = row * members;
            boolean independent = orthogonalise(noise, at, basis, kept);
            if (orthonormal && independent) {
                System.arraycopy(noise, at, basis, kept * members, members);
                kept++;
            }
            if (independent) {
                scale(noise, at, Math.sqrt(room));
            }
        }
    }

    /**
     * Takes the mean and the span of the first {@code count} basis vectors off and makes what is left of length 1. Where little is
     * left, rounding is not small beside it; a second pass then suffices (Kahan's and Parlett's "twice is enough").
     */
    private boolean orthogonalise(double[] values, int at, double[] against, int count) {
        centre(values, at);
        double before = norm(values, at);
        subtractSpan(values, at, against, count);
        double after = norm(values, at);
        if (after < ENOUGH * before) {
            centre(values, at);
            subtractSpan(values, at, against, count);
            after = norm(values, at);
        }
        if (!(after > DEPENDENT * before)) {
            return false;
        }
        scale(values, at, 1 / after);
        return true;
    }

    private void centre(double[] values, int at) {
        double mean = DenseKernels.sum(values, at, members) / members;
        for (int m = 0; m < members; m++) {
            values[at + m] -= mean;
        }
    }

    private void subtractSpan(double[] values, int at, double[] against, int count) {
        for (int vector = 0; vector < count; vector++) {
            shares[vector] = -DenseKernels.dot(values, at, against, vector * members, members);
        }
        DenseKernels.addRows(shares, 0, count, against, 0, members, values, at, members);
    }

    private double norm(double[] values, int at) {
        return Math.sqrt(DenseKernels.dot(values, at, values, at, members));
    }

    private void scale(double[] values, int at, double factor) {
        for (int m = 0; m < members; m++) {
            values[at + m] *= factor;
        }
    }
}
