package io.fieldcast.numerics;

import io.fieldcast.domain.Check;
import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of real symmetric matrices on flat arrays: Householder reflections to tridiagonal form, then the
 * implicit QL iteration with Wilkinson's shift. Eigenvectors are kept as rows, so that each rotation of the iteration walks two
 * contiguous rows. Owns its working memory, grows it to the largest matrix seen. Confined to one thread.
 *
 * @see <a href="https://doi.org/10.1137/1.9781611971163">Parlett (1998), The Symmetric Eigenvalue Problem, chapters 7 and 8</a>
 */
public final class SymmetricEigen {
    /** Sweeps for each eigenvalue on the average: in a wide spectrum one may take many and the next ones none. */
    private static final int MOST_SWEEPS = 50;

    private static final double ROUNDING = 0x1p-53;

    private double[] beta = new double[0];
    private double[] off = new double[0];
    private double[] product = new double[0];
    private double[] reflectors = new double[0];
    private double negligible;

    /**
     * Decomposes {@code matrix = Vᵀ diag(values) V}, eigenvectors being the rows of V. The order of the eigenvalues is that of
     * the iteration, not of their size.
     *
     * @param n order of the matrix
     * @param matrix row-major, at least n × n long, symmetric; its content is destroyed
     * @param values receives n eigenvalues
     * @param vectors receives n orthonormal rows, row-major, at least n × n long, not {@code matrix}
     * @return whether the iteration converged; false for a matrix that is not finite, with content of the outputs undefined
     */
    public boolean decompose(int n, double[] matrix, double[] values, double[] vectors) {
        Check.that(n >= 1, "order of the matrix must be at least 1, got %d", n);
        Check.atLeast("matrix", matrix, n * n);
        Check.atLeast("values", values, n);
        Check.atLeast("vectors", vectors, n * n);
        grow(n);
        tridiagonalise(n, matrix, values);
        accumulate(n, vectors);
        return iterate(n, values, vectors);
    }

    private void grow(int n) {
        if (off.length < n) {
            beta = new double[n];
            off = new double[n];
            product = new double[n];
            reflectors = new double[n * n];
        }
    }

    /**
     * Leaves the diagonal in {@code diagonal}, the off-diagonal in {@code off[0..n-1)} and the reflector of step k, scaled so
     * that the reflection is {@code I − beta v vᵀ}, in row k of {@code reflectors}.
     */
    private void tridiagonalise(int n, double[] matrix, double[] diagonal) {
        for (int k = 0; k < n - 2; k++) {
            int row = k * n;
            diagonal[k] = matrix[row + k];
            reflect(n, k, matrix);
            if (beta[k] != 0) {
                twoSidedUpdate(n, k, matrix);
            }
        }
        if (n >= 2) {
            diagonal[n - 2] = matrix[(n - 2) * n + n - 2];
            off[n - 2] = matrix[(n - 2) * n + n - 1];
        }
        diagonal[n - 1] = matrix[n * n - 1];
        off[n - 1] = 0;
    }

    /** Finds the reflector that clears row k right of its first off-diagonal element; scaled against overflow. */
    private void reflect(int n, int k, double[] matrix) {
        int row = k * n;
        double largest = 0;
        for (int i = k + 2; i < n; i++) {
            largest = Math.max(largest, Math.abs(matrix[row + i]));
        }
        double first = matrix[row + k + 1];
        if (largest == 0) {
            beta[k] = 0;
            off[k] = first;
            return;
        }
        largest = Math.max(largest, Math.abs(first));
        double inverse = 1 / largest;
        double squares = 0;
        for (int i = k + 1; i < n; i++) {
            double scaled = matrix[row + i] * inverse;
            reflectors[row + i] = scaled;
            squares += scaled * scaled;
        }
        double norm = Math.sqrt(squares);
        double alpha = first > 0 ? -norm : norm;
        double head = reflectors[row + k + 1] - alpha;
        reflectors[row + k + 1] = head;
        beta[k] = -1 / (alpha * head);
        off[k] = alpha * largest;
    }

    /** {@code A ← (I − β v vᵀ) A (I − β v vᵀ)} on the trailing block, both triangles, so that every loop walks a row. */
    private void twoSidedUpdate(int n, int k, double[] matrix) {
        int reflector = k * n;
        double along = 0;
        for (int i = k + 1; i < n; i++) {
            double sum = dot(matrix, i * n + k + 1, reflectors, reflector + k + 1, n - k - 1) * beta[k];
            product[i] = sum;
            along += sum * reflectors[reflector + i];
        }
        double half = 0.5 * beta[k] * along;
        for (int i = k + 1; i < n; i++) {
            product[i] -= half * reflectors[reflector + i];
        }
        for (int i = k + 1; i < n; i++) {
            double v = reflectors[reflector + i];
            double w = product[i];
            int row = i * n;
            for (int j = k + 1; j < n; j++) {
                matrix[row + j] -= v * product[j] + w * reflectors[reflector + j];
            }
        }
    }

    /** Writes the transposed product of the reflections into {@code vectors}, whose rows become eigenvectors later. */
    private void accumulate(int n, double[] vectors) {
        Arrays.fill(vectors, 0, n * n, 0);
        for (int i = 0; i < n; i++) {
            vectors[i * n + i] = 1;
        }
        for (int k = n - 3; k >= 0; k--) {
            if (beta[k] == 0) {
                continue;
            }
            int from = k * n + k + 1;
            int length = n - k - 1;
            for (int i = k + 1; i < n; i++) {
                int row = i * n + k + 1;
                double scale = beta[k] * dot(vectors, row, reflectors, from, length);
                for (int j = 0; j < length; j++) {
                    vectors[row + j] -= scale * reflectors[from + j];
                }
            }
        }
    }

    private boolean iterate(int n, double[] values, double[] vectors) {
        double norm = 0;
        for (int i = 0; i < n; i++) {
            norm = Math.max(norm, Math.abs(values[i]) + Math.abs(off[i]));
        }
        // Without a floor, blocks of zero eigenvalues, which every ensemble has, would be resolved down to the last
        // subnormal.
        negligible = 1e-3 * ROUNDING * norm;
        int sweeps = 0;
        for (int from = 0; from < n; from++) {
            int split = firstSplit(n, from, values);
            while (split != from) {
                if (++sweeps > MOST_SWEEPS * n) {
                    return false;
                }
                sweep(n, from, split, values, vectors);
                split = firstSplit(n, from, values);
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i] * 0;
        }
        return sum == 0;
    }

    /** Index of the first negligible off-diagonal element at or after {@code from}. */
    private int firstSplit(int n, int from, double[] values) {
        int at = from;
        while (at < n - 1) {
            double neighbours = Math.abs(values[at]) + Math.abs(values[at + 1]);
            if (Math.abs(off[at]) <= Math.max(ROUNDING * neighbours, negligible)) {
                off[at] = 0;
                return at;
            }
            at++;
        }
        return n - 1;
    }

    /** One implicit QL sweep from {@code to} up to {@code from}: a chase of plane rotations under Wilkinson's shift. */
    private void sweep(int n, int from, int to, double[] values, double[] vectors) {
        double gap = (values[from + 1] - values[from]) / (2 * off[from]);
        double root = Math.sqrt(gap * gap + 1);
        double shift = values[from] - off[from] / (gap + (gap >= 0 ? root : -root));
        double bulge = values[to] - shift;
        double sine = 1;
        double cosine = 1;
        double carried = 0;
        for (int i = to - 1; i >= from; i--) {
            double a = sine * off[i];
            double b = cosine * off[i];
            double length = Math.sqrt(a * a + bulge * bulge);
            off[i + 1] = length;
            if (length == 0) {
                // The chase met a zero by itself: undo the pending shift and let the matrix split here.
                values[i + 1] -= carried;
                off[to] = 0;
                return;
            }
            sine = a / length;
            cosine = bulge / length;
            double pivot = values[i + 1] - carried;
            double turn = (values[i] - pivot) * sine + 2 * cosine * b;
            carried = sine * turn;
            values[i + 1] = pivot + carried;
            bulge = cosine * turn - b;
            rotate(n, i * n, (i + 1) * n, sine, cosine, vectors);
        }
        values[from] -= carried;
        off[from] = bulge;
        off[to] = 0;
    }

    private static void rotate(int n, int low, int high, double sine, double cosine, double[] vectors) {
        for (int j = 0; j < n; j++) {
            double upper = vectors[high + j];
            double lower = vectors[low + j];
            vectors[high + j] = sine * lower + cosine * upper;
            vectors[low + j] = cosine * lower - sine * upper;
        }
    }

    private static double dot(double[] a, int atA, double[] b, int atB, int length) {
        return DenseKernels.dot(a, atA, b, atB, length);
    }
}
