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

    /** Members that are fetched together, so that a row's members in one line of the cache are fetched once. */
    private static final int FETCHED = 4;

    /** Factors and products that a loop takes together, so that what it fetches serves twice. */
    private static final int FACTORS = 3;

    private static final int PRODUCTS = 2;

    private int members;
    private int factors;
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
        if (this.members != members) {
            resize(members);
        }
        for (int k = 0; k < members; k++) {
            for (int m = 0; m < members; m++) {
                weights[m * factors + k] = matrix[k * members + m];
            }
        }
    }

    private void resize(int members) {
        this.members = members;
        factors = padded(members, FACTORS);
        int filled = padded(members, PRODUCTS);
        weights = new double[filled * factors];
        anomalies = new double[factors][PANEL];
        products = new double[filled][PANEL];
    }

    private static int padded(int count, int block) {
        return (count + block - 1) / block * block;
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
        for (int end = members - 3; m < end; m += FETCHED) {
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

    /** Two members of the product after the other two, so that they stay in the first cache. */
    private void multiply(int count) {
        for (int m = 0; m < products.length; m += PRODUCTS) {
            double[] product0 = products[m];
            double[] product1 = products[m + 1];
            System.arraycopy(means, 0, product0, 0, count);
            System.arraycopy(means, 0, product1, 0, count);
            int w0 = m * factors;
            int w1 = w0 + factors;
            for (int k = 0; k < factors; k += FACTORS) {
                add(
                        product0,
                        product1,
                        weights[w0 + k],
                        weights[w0 + k + 1],
                        weights[w0 + k + 2],
                        weights[w1 + k],
                        weights[w1 + k + 1],
                        weights[w1 + k + 2],
                        anomalies[k],
                        anomalies[k + 1],
                        anomalies[k + 2],
                        count);
            }
        }
    }

    /**
     * {@code y ← y + a0 x0 + a1 x1 + a2 x2} and {@code z ← z + b0 x0 + b1 x1 + b2 x2}. Six products for five numbers fetched; with more
     * at once, with y stored before z is fetched, or with arrays and scales in another order of arguments, the compiler leaves the loop
     * scalar, which takes three times as long: measure after any change.
     */
    private static void add(
            double[] y,
            double[] z,
            double a0,
            double a1,
            double a2,
            double b0,
            double b1,
            double b2,
            double[] x0,
            double[] x1,
            double[] x2,
            int length) {
        for (int i = 0; i < length; i++) {
            double factor0 = x0[i];
            double factor1 = x1[i];
            double factor2 = x2[i];
            double sumY = y[i] + ((a0 * factor0 + a1 * factor1) + a2 * factor2);
            double sumZ = z[i] + ((b0 * factor0 + b1 * factor1) + b2 * factor2);
            y[i] = sumY;
            z[i] = sumZ;
        }
    }

    private double residue(int count) {
        Arrays.fill(check, 0, count, 0);
        for (int m = 0; m < products.length; m += PRODUCTS) {
            addZeros(products[m], products[m + 1], count);
        }
        return DenseKernels.sum(check, 0, count);
    }

    /** Adds 0 to the check of each row, or what is not a number if one of two products is not finite. */
    private void addZeros(double[] product0, double[] product1, int length) {
        double[] sums = check;
        for (int i = 0; i < length; i++) {
            sums[i] += product0[i] * 0 + product1[i] * 0;
        }
    }

    private void store(double[] to, int start, int count) {
        for (int i = 0, at = start; i < count; i++) {
            for (int m = 0; m < members; m++) {
                to[at++] = products[m][i];
            }
        }
    }
}
