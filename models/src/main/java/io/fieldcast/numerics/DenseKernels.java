package io.fieldcast.numerics;

/**
 * The few dense loops that the filters live on, over stretches of flat arrays. No checks: callers check shapes once at their own
 * door. Stateless.
 */
public final class DenseKernels {
    /** Numbers in a cache line. */
    private static final int TILE = 8;

    private DenseKernels() {}

    /**
     * Inner product of {@code a[atA..atA+length)} and {@code b[atB..atB+length)}. Four sums side by side: Java may not reorder
     * one sum, and a single chain of additions waits four cycles for each.
     */
    public static double dot(double[] a, int atA, double[] b, int atB, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (int end = length - 3; i < end; i += 4) {
            sum0 += a[atA + i] * b[atB + i];
            sum1 += a[atA + i + 1] * b[atB + i + 1];
            sum2 += a[atA + i + 2] * b[atB + i + 2];
            sum3 += a[atA + i + 3] * b[atB + i + 3];
        }
        for (; i < length; i++) {
            sum0 += a[atA + i] * b[atB + i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /**
     * Writes the transpose of a rows × columns matrix. Eight columns at a time: as many as one fetch from memory brings, and no more than
     * a cache can write to side by side.
     */
    public static void transpose(int rows, int columns, double[] from, int atFrom, double[] to, int atTo) {
        for (int first = 0; first < columns; first += TILE) {
            int last = Math.min(first + TILE, columns);
            for (int row = 0; row < rows; row++) {
                int source = atFrom + row * columns;
                for (int column = first; column < last; column++) {
                    to[atTo + column * rows + row] = from[source + column];
                }
            }
        }
    }

    /** {@code y ← y + scale · x} over {@code length} numbers. */
    public static void addScaled(double scale, double[] x, int atX, double[] y, int atY, int length) {
        for (int i = 0; i < length; i++) {
            y[atY + i] += scale * x[atX + i];
        }
    }

    /**
     * {@code y ← y + Σ scales[k] · row k} over {@code count} rows of {@code x}, four at a time: {@code y} is fetched and stored once
     * for each four, which takes half the time of {@link #addScaled} on rows as short as an ensemble.
     *
     * @param stride from the start of one row of {@code x} to that of the next
     * @param y may be the same array as {@code x}, but not overlap with its rows
     */
    public static void addRows(
            double[] scales,
            int atScales,
            int count,
            double[] x,
            int atX,
            int stride,
            double[] y,
            int atY,
            int length) {
        int k = 0;
        for (int end = count - 3; k < end; k += 4) {
            int at0 = atX + k * stride;
            int at1 = at0 + stride;
            int at2 = at1 + stride;
            int at3 = at2 + stride;
            double scale0 = scales[atScales + k];
            double scale1 = scales[atScales + k + 1];
            double scale2 = scales[atScales + k + 2];
            double scale3 = scales[atScales + k + 3];
            for (int i = 0; i < length; i++) {
                y[atY + i] += (scale0 * x[at0 + i] + scale1 * x[at1 + i]) + (scale2 * x[at2 + i] + scale3 * x[at3 + i]);
            }
        }
        for (; k < count; k++) {
            addScaled(scales[atScales + k], x, atX + k * stride, y, atY, length);
        }
    }

    /** Sum of {@code values[at..at+length)}, in four sums as in {@link #dot}. */
    public static double sum(double[] values, int at, int length) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = at;
        for (int end = at + length - 3; i < end; i += 4) {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
        }
        for (int end = at + length; i < end; i++) {
            sum0 += values[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    /** {@code target ← row · matrix}: a row of n numbers times an n × n row-major matrix. */
    public static void rowTimesMatrix(double[] row, int atRow, double[] matrix, int n, double[] target, int atTarget) {
        for (int j = 0; j < n; j++) {
            target[atTarget + j] = 0;
        }
        addRows(row, atRow, n, matrix, 0, n, target, atTarget, n);
    }

    /** {@code target ← matrix · column}: an n × n row-major matrix times n numbers. */
    public static void matrixTimesColumn(
            double[] matrix, int n, double[] column, int atColumn, double[] target, int atTarget) {
        for (int i = 0; i < n; i++) {
            target[atTarget + i] = dot(matrix, i * n, column, atColumn, n);
        }
    }
}
