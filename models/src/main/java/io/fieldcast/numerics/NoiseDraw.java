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

    private final int members;
    private final double[] basis;

    public NoiseDraw(int members) {
        this.members = members;
        this.basis = new double[members * members];
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
        stream.fillGaussian(0, noise, 0, rows * members);
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
     * Takes the mean and the span of the first {@code count} basis vectors off, twice against rounding, and makes what is left of
     * length 1.
     */
    private boolean orthogonalise(double[] values, int at, double[] against, int count) {
        double before = norm(values, at);
        for (int pass = 0; pass < 2; pass++) {
            double mean = 0;
            for (int m = 0; m < members; m++) {
                mean += values[at + m];
            }
            mean /= members;
            for (int m = 0; m < members; m++) {
                values[at + m] -= mean;
            }
            for (int vector = 0; vector < count; vector++) {
                int from = vector * members;
                double dot = 0;
                for (int m = 0; m < members; m++) {
                    dot += values[at + m] * against[from + m];
                }
                for (int m = 0; m < members; m++) {
                    values[at + m] -= dot * against[from + m];
                }
            }
        }
        double after = norm(values, at);
        if (!(after > DEPENDENT * before)) {
            return false;
        }
        scale(values, at, 1 / after);
        return true;
    }

    private double norm(double[] values, int at) {
        double sum = 0;
        for (int m = 0; m < members; m++) {
            sum += values[at + m] * values[at + m];
        }
        return Math.sqrt(sum);
    }

    private void scale(double[] values, int at, double factor) {
        for (int m = 0; m < members; m++) {
            values[at + m] *= factor;
        }
    }
}
