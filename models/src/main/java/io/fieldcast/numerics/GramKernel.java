package io.fieldcast.numerics;

/**
 * Inner products of all pairs out of some rows, in blocks of four by two, whose eight sums stay in registers: the JVM's compiler
 * vectorises neither sums nor loops over differing stretches of arrays, so what counts is to fetch each number for several
 * products. Stateless.
 */
public final class GramKernel {
    private static final int BLOCK = 4;

    private GramKernel() {}

    /** The least multiple of the block's side that is at least {@code count}. */
    public static int padded(int count) {
        return (count + BLOCK - 1) / BLOCK * BLOCK;
    }

    /**
     * Writes the inner products of rows {@code a} and {@code b} to {@code products[a * count + b]}, each summed from front to back.
     *
     * @param values rows of {@code length} numbers, left as they were
     * @param rows where in {@code values} each row starts, {@code count} long
     * @param count a multiple of the block's side, see {@link #padded}
     * @param products receives a symmetric matrix, at least {@code count · count} long
     */
    public static void products(double[] values, int[] rows, int count, int length, double[] products) {
        for (int a = 0; a < count; a += BLOCK) {
            for (int b = 0; b < a + BLOCK; b += 2) {
                block(values, rows, a, b, length, products, count);
            }
        }
    }

    private static void block(double[] values, int[] rows, int a, int b, int length, double[] products, int stride) {
        int a0 = rows[a];
        int a1 = rows[a + 1];
        int a2 = rows[a + 2];
        int a3 = rows[a + 3];
        int b0 = rows[b];
        int b1 = rows[b + 1];
        double sum00 = 0;
        double sum10 = 0;
        double sum20 = 0;
        double sum30 = 0;
        double sum01 = 0;
        double sum11 = 0;
        double sum21 = 0;
        double sum31 = 0;
        for (int i = 0; i < length; i++) {
            double right0 = values[b0 + i];
            double right1 = values[b1 + i];
            double left0 = values[a0 + i];
            double left1 = values[a1 + i];
            double left2 = values[a2 + i];
            double left3 = values[a3 + i];
            sum00 += left0 * right0;
            sum01 += left0 * right1;
            sum10 += left1 * right0;
            sum11 += left1 * right1;
            sum20 += left2 * right0;
            sum21 += left2 * right1;
            sum30 += left3 * right0;
            sum31 += left3 * right1;
        }
        set(products, stride, a, b, sum00);
        set(products, stride, a, b + 1, sum01);
        set(products, stride, a + 1, b, sum10);
        set(products, stride, a + 1, b + 1, sum11);
        set(products, stride, a + 2, b, sum20);
        set(products, stride, a + 2, b + 1, sum21);
        set(products, stride, a + 3, b, sum30);
        set(products, stride, a + 3, b + 1, sum31);
    }

    private static void set(double[] products, int stride, int a, int b, double value) {
        products[a * stride + b] = value;
        products[b * stride + a] = value;
    }
}
