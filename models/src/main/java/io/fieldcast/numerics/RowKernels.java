package io.fieldcast.numerics;

/**
 * Linear combinations of rows that are arrays of their own, all read at one index. The compiler of the Java 17 virtual machine
 * turns a loop into vector instructions only if its arrays share the index; over stretches of one flat array, whose starts differ,
 * the same sums take up to three times as long. So what is combined again and again is worth an array for each row. Stateless.
 */
public final class RowKernels {
    private RowKernels() {}

    /** {@code y ← y − a x} from index {@code from} to before {@code to}. */
    public static void subtract(double[] y, double a, double[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] -= a * x[i];
        }
    }

    /** {@code y ← y − a0 x0 − a1 x1}. */
    public static void subtract(double[] y, double a0, double[] x0, double a1, double[] x1, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] -= a0 * x0[i] + a1 * x1[i];
        }
    }

    /** {@code y ← y − a0 x0 − a1 x1 − a2 x2}. */
    public static void subtract(
            double[] y, double a0, double[] x0, double a1, double[] x1, double a2, double[] x2, int from, int to) {
        for (int i = from; i < to; i++) {
            y[i] -= (a0 * x0[i] + a1 * x1[i]) + a2 * x2[i];
        }
    }

    /** {@code y ← y − a0 x0 − a1 x1 − a2 x2 − a3 x3}. */
    public static void subtract(
            double[] y,
            double a0,
            double[] x0,
            double a1,
            double[] x1,
            double a2,
            double[] x2,
            double a3,
            double[] x3,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            y[i] -= (a0 * x0[i] + a1 * x1[i]) + (a2 * x2[i] + a3 * x3[i]);
        }
    }

    /** {@code y ← y + a x} over the first {@code length} numbers. */
    public static void add(double[] y, double a, double[] x, int length) {
        for (int i = 0; i < length; i++) {
            y[i] += a * x[i];
        }
    }

    /** {@code y ← y + a0 x0 + a1 x1 + a2 x2 + a3 x3} over the first {@code length} numbers. */
    public static void add(
            double[] y,
            double a0,
            double[] x0,
            double a1,
            double[] x1,
            double a2,
            double[] x2,
            double a3,
            double[] x3,
            int length) {
        for (int i = 0; i < length; i++) {
            y[i] += (a0 * x0[i] + a1 * x1[i]) + (a2 * x2[i] + a3 * x3[i]);
        }
    }
}
