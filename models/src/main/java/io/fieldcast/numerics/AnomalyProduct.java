package io.fieldcast.numerics;

import java.util.Arrays;

/**
 * Rows of an ensemble times one N × N matrix, many rows at a time: {@code x ← mean + (x − mean) M}. The rows pass through panels in
 * which a member's anomalies in many rows lie side by side, since the compiler of the Java 17 virtual machine makes good vector
 * instructions only of long loops over arrays that share their index, see {@link RowKernels}; along a row of an ensemble loops are too
 * short for that. Each row is summed in one order wherever it stands. Owns its panels; confined to one thread.
 */
public final class AnomalyProduct {
    /** Rows of a panel: few enough that two panels stay in the second cache. */
    private static final int PANEL = 256;

    /** Members whose part of the panel stays in the first cache. */
    private static final int TILE = 8;

    private static final int BLOCK = 4;

    private int members;
    private int padded;
    /** For each member of the product its weights of the members, filled up with zeros. */
    private double[] weights = new double[0];

    private final double[] means = new double[PANEL];
    private final double[] check = new double[PANEL];
    private double[][] anomalies = new double[0][];
    private double[][] products = new double[0][];

    /**
     * Takes over a matrix.
     *
     * @param matrix N × N, row-major, left as it was
     */
    public void setMatrix(double[] matrix, int members) {
        this.members = members;
        padded = (members + BLOCK - 1) / BLOCK * BLOCK;
        if (anomalies.length != padded) {
            weights = new double[padded * padded];
            anomalies = new double[padded][PANEL];
            products = new double[padded][PANEL];
        }
        for (int k = 0; k < members; k++) {
            for (int m = 0; m < members; m++) {
                weights[m * padded + k] = matrix[k * members + m];
            }
        }
    }

    /**
     * Multiplies {@code rows} rows that follow each other.
     *
     * @param from ensemble whose rows start at {@code from[at]}, left as it was unless it is {@code to}
     * @param to receives the products, from {@code to[at]} on
     * @return 0 if all products are finite, else not a number
     */
    public double multiply(double[] from, double[] to, int at, int rows) {
        double residue = 0;
        for (int done = 0; done < rows; done += PANEL) {
            int count = Math.min(PANEL, rows - done);
            int start = at + done * members;
            load(from, start, count);
            multiply(count);
            residue += residue(count);
            store(to, start, count);
        }
        return residue;
    }

    private void load(double[] from, int start, int count) {
        for (int i = 0; i < count; i++) {
            means[i] = DenseKernels.sum(from, start + i * members, members) / members;
        }
        int m = 0;
        for (int end = members - 3; m < end; m += BLOCK) {
            load(from, start + m, anomalies[m], anomalies[m + 1], anomalies[m + 2], anomalies[m + 3], count);
        }
        for (; m < members; m++) {
            load(from, start + m, anomalies[m], count);
        }
    }

    private void load(double[] from, int start, double[] x0, double[] x1, double[] x2, double[] x3, int count) {
        for (int i = 0, at = start; i < count; i++, at += members) {
            double mean = means[i];
            x0[i] = from[at] - mean;
            x1[i] = from[at + 1] - mean;
            x2[i] = from[at + 2] - mean;
            x3[i] = from[at + 3] - mean;
        }
    }

    private void load(double[] from, int start, double[] anomaly, int count) {
        for (int i = 0, at = start; i < count; i++, at += members) {
            anomaly[i] = from[at] - means[i];
        }
    }

    private void multiply(int count) {
        for (int m = 0; m < members; m++) {
            System.arraycopy(means, 0, products[m], 0, count);
        }
        for (int tile = 0; tile < padded; tile += TILE) {
            int end = Math.min(tile + TILE, padded);
            for (int m = 0; m < members; m++) {
                for (int k = tile; k < end; k += BLOCK) {
                    int w = m * padded + k;
                    add(
                            products[m],
                            weights[w],
                            anomalies[k],
                            weights[w + 1],
                            anomalies[k + 1],
                            weights[w + 2],
                            anomalies[k + 2],
                            weights[w + 3],
                            anomalies[k + 3],
                            count);
                }
            }
        }
    }

    /** {@code y ← y + a0 x0 + a1 x1 + a2 x2 + a3 x3}; with more at once, or a second y, the compiler leaves it scalar. */
    private static void add(
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

    private double residue(int count) {
        Arrays.fill(check, 0, count, 0);
        for (int m = 0; m < padded; m += BLOCK) {
            add(check, 0, products[m], 0, products[m + 1], 0, products[m + 2], 0, products[m + 3], count);
        }
        return DenseKernels.sum(check, 0, count);
    }

    private void store(double[] to, int start, int count) {
        for (int i = 0, at = start; i < count; i++) {
            for (int m = 0; m < members; m++) {
                to[at++] = products[m][i];
            }
        }
    }
}
