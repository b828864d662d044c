package io.fieldcast.numerics;

import io.fieldcast.domain.Check;

/**
 * The factor {@code L} of symmetric positive definite matrices {@code A = L Lᵀ} up to one size, and what follows from it. Holds
 * the latest factor; confined to one thread. Nothing is allocated after construction.
 *
 * <p>A failed {@link #factor} leaves no factor: what is asked of it then is undefined.
 */
public final class Cholesky {
    private static final int CACHED_COLUMNS = 256;

    private final int largest;
    private final double[] lower;
    private int size;

    /** @param largest most rows of the matrices, at least 1 */
    public Cholesky(int largest) {
        Check.that(largest >= 1, "size must be at least 1, got %d", largest);
        this.largest = largest;
        this.lower = new double[largest * largest];
        this.size = largest;
    }

    /** Most rows of the matrices. */
    public int largest() {
        return largest;
    }

    /** Rows of the latest matrix; before the first, the most rows. */
    public int size() {
        return size;
    }

    /** As {@link #factor(double[], int)}, for a matrix with the most rows. */
    public boolean factor(double[] matrix) {
        return factor(matrix, largest);
    }

    /**
     * Factors a matrix.
     *
     * @param matrix rows × rows, row-major, only its lower triangle is read; left as it was
     * @param rows from 1 to {@link #largest}; the {@link #size} from now on
     * @return whether the matrix is positive definite in floating point; if not, there is no factor
     */
    public boolean factor(double[] matrix, int rows) {
        Check.that(rows >= 1 && rows <= largest, "rows must lie in 1..%d, got %d", largest, rows);
        Check.atLeast("matrix", matrix, rows * rows);
        size = rows;
        for (int i = 0; i < size; i++) {
            int row = i * size;
            for (int j = 0; j <= i; j++) {
                int other = j * size;
                double sum = matrix[row + j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[row + k] * lower[other + k];
                }
                if (j < i) {
                    lower[row + j] = sum / lower[other + j];
                } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                    lower[row + i] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Solves {@code A X = B} for several right-hand sides at once.
     *
     * @param columns number of right-hand sides
     * @param values size × columns, row-major: holds {@code B}, receives {@code X}
     */
    public void solve(int columns, double[] values) {
        solve(columns, values, 0);
    }

    /** As {@link #solve(int, double[])}, for values that begin at {@code values[from]}. */
    public void solve(int columns, double[] values, int from) {
        solveLower(columns, values, from);
        for (int i = size - 1; i >= 0; i--) {
            int to = from + i * columns;
            for (int k = i + 1; k < size; k++) {
                subtract(lower[k * size + i], values, from + k * columns, to, columns);
            }
            divide(lower[i * size + i], values, to, columns);
        }
    }

    /**
     * Solves {@code L X = B}, so that {@code XᵀX = Bᵀ A⁻¹ B}.
     *
     * @param columns number of right-hand sides
     * @param values size × columns, row-major: holds {@code B}, receives {@code X}
     */
    public void solveLower(int columns, double[] values) {
        solveLower(columns, values, 0);
    }

    private void solveLower(int columns, double[] values, int from) {
        Check.atLeast("values", values, from + size * columns);
        for (int i = 0; i < size; i++) {
            int to = from + i * columns;
            for (int k = 0; k < i; k++) {
                subtract(lower[i * size + k], values, from + k * columns, to, columns);
            }
            divide(lower[i * size + i], values, to, columns);
        }
    }

    /**
     * Multiplies by the factor: white noise becomes noise with covariance {@code A}.
     *
     * @param columns number of vectors
     * @param values size × columns, row-major: holds {@code X}, receives {@code L X}
     */
    public void multiplyLower(int columns, double[] values) {
        multiplyLower(columns, values, 0);
    }

    /** As {@link #multiplyLower(int, double[])}, for vectors that begin at {@code values[from]}. */
    public void multiplyLower(int columns, double[] values, int from) {
        Check.atLeast("values", values, from + size * columns);
        // So many vectors at a time as stay in the cache; each is a sum of its own.
        for (int column = 0; column < columns; column += CACHED_COLUMNS) {
            multiplyLower(Math.min(CACHED_COLUMNS, columns - column), columns, values, from + column);
        }
    }

    private void multiplyLower(int columns, int stride, double[] values, int from) {
        for (int i = size - 1; i >= 0; i--) {
            int to = from + i * stride;
            divide(1 / lower[i * size + i], values, to, columns);
            DenseKernels.addRows(lower, i * size, i, values, from, stride, values, to, columns);
        }
    }

    /** Natural logarithm of the determinant of {@code A}. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += Math.log(lower[i * size + i]);
        }
        return 2 * sum;
    }

    private static void subtract(double factor, double[] values, int from, int to, int count) {
        for (int c = 0; c < count; c++) {
            values[to + c] -= factor * values[from + c];
        }
    }

    private static void divide(double divisor, double[] values, int at, int count) {
        for (int c = at; c < at + count; c++) {
            values[c] /= divisor;
        }
    }
}
