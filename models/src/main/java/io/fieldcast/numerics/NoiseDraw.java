package io.fieldcast.numerics;

import io.fieldcast.domain.Check;
import java.util.stream.IntStream;

/**
 * Standard normal noise for an ensemble, as good as so few members allow. The rows' means over the members are zero always. As far
 * as the members reach, the rows are also made uncorrelated with each other and with given rows of the ensemble, so that the
 * noise brings no correlation that is not there: a spurious one between noise and parameters, met again every cycle, would make
 * the parameters wander. Owns working memory, hence confined to one thread; itself it may use several of the common pool, with the
 * same result to the last bit.
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
    /** Working memory of each thread. */
    private final double[][] shares;

    /** @param threads at most so many, 1 or more */
    public NoiseDraw(int members, int threads) {
        Check.that(threads >= 1, "threads must be at least 1, got %d", threads);
        this.members = members;
        this.basis = new double[members * members];
        this.shares = new double[threads][members];
    }

    /**
     * Writes independent standard normal numbers. That is most of the work, and needs no ensemble: it may be done ahead.
     *
     * @param stream gives the numbers, from index 0 on
     * @param rows rows of noise wanted
     * @param noise receives {@code rows × members} numbers
     */
    public void fill(RandomStreams.Stream stream, int rows, double[] noise) {
        Check.atLeast("noise", noise, rows * members);
        inShares(
                rows,
                (from, to, work) -> stream.fillByInversion((long) from * members, noise, from * members, to * members));
    }

    /**
     * Makes noise of independent numbers.
     *
     * @param ensemble left as it was
     * @param keep rows of the ensemble to which the noise is made orthogonal; those that do not fit beside the noise are left out,
     *     the last ones first kept
     * @param noise holds what {@link #fill} wrote; receives {@code rows × members} numbers of mean 0 and variance 1
     */
    public void shape(Ensemble ensemble, int rows, int[] keep, double[] noise) {
        Check.that(ensemble.members() == members, "ensemble has %d members, expected %d", ensemble.members(), members);
        Check.atLeast("noise", noise, rows * members);
        int room = members - 1;
        if (rows < room) {
            shapeOrthonormal(rows, writeBasis(ensemble, keep, room - rows), noise);
        } else {
            int kept = writeBasis(ensemble, keep, room / 2);
            inShares(rows, (from, to, work) -> shape(from, to, kept, noise, work));
        }
    }

    /** What each thread does with its rows and its working memory. */
    private interface Share {
        void take(int from, int to, double[] work);
    }

    private void inShares(int rows, Share share) {
        IntStream.range(0, shares.length).parallel().forEach(part -> {
            int from = (int) ((long) rows * part / shares.length);
            int to = (int) ((long) rows * (part + 1) / shares.length);
            share.take(from, to, shares[part]);
        });
    }

    /** Makes an orthonormal basis of some rows' anomalies, the last ones first; returns its size. */
    private int writeBasis(Ensemble ensemble, int[] keep, int largest) {
        int kept = 0;
        for (int i = keep.length - 1; i >= 0 && kept < largest; i--) {
            System.arraycopy(ensemble.values(), keep[i] * members, basis, kept * members, members);
            if (orthogonalise(basis, kept * members, kept, shares[0])) {
                kept++;
            }
        }
        return kept;
    }

    /** Each row joins the basis that the next one keeps off. */
    private void shapeOrthonormal(int rows, int basisSize, double[] noise) {
        int kept = basisSize;
        for (int row = 0; row < rows; row++) {
            int at = row * members;
            if (orthogonalise(noise, at, kept, shares[0])) {
                System.arraycopy(noise, at, basis, kept * members, members);
                kept++;
                scale(noise, at, Math.sqrt(members - 1));
            }
        }
    }

    private void shape(int from, int to, int kept, double[] noise, double[] work) {
        for (int row = from; row < to; row++) {
            if (orthogonalise(noise, row * members, kept, work)) {
                scale(noise, row * members, Math.sqrt(members - 1));
            }
        }
    }

    /**
     * Takes the mean and the span of the first {@code count} basis vectors off and makes what is left of length 1. Where little is
     * left, rounding is not small beside it; a second pass then suffices (Kahan's and Parlett's "twice is enough").
     */
    private boolean orthogonalise(double[] values, int at, int count, double[] work) {
        centre(values, at);
        double before = norm(values, at);
        subtractSpan(values, at, count, work);
        double after = norm(values, at);
        if (after < ENOUGH * before) {
            centre(values, at);
            subtractSpan(values, at, count, work);
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

    private void subtractSpan(double[] values, int at, int count, double[] work) {
        for (int vector = 0; vector < count; vector++) {
            work[vector] = -DenseKernels.dot(values, at, basis, vector * members, members);
        }
        DenseKernels.addRows(work, 0, count, basis, 0, members, values, at, members);
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
