package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RowKernels;

/**
 * The serial filter in the observations' space: the elimination of {@code G + diag(r)}, G being the inner products of the
 * observations' anomalies, and what a row of the ensemble then takes from it. Row j of the factor holds what observation j, when
 * its turn came, shared with the later ones. Reusable; confined to one thread.
 *
 * <p>Every loop takes four observations at a time, so that each number fetched serves several sums; the observations are filled up
 * to a multiple of four with some that have no anomalies, whose gain is 0.
 */
final class SerialGains {
    private static final int BLOCK = 4;

    private int side;
    private int members;
    private double[] anomalies = new double[0];
    private int[] rows = new int[0];
    private int[] slots = new int[0];
    private double[] errors = new double[0];
    /** Upper triangle of the factor, and the innovations as one more column. Rows are arrays of their own, see {@link RowKernels}. */
    private double[][] factor = new double[0][];
    /** One over the expected variance of each innovation. */
    private double[] inverses = new double[0];
    /** What anomalies take of the gain, the mean taking 1 (Whitaker and Hamill's α), over the expected variance. */
    private double[] reductions = new double[0];

    private double[] meanWeights = new double[0];
    private double[] coefficients = new double[0];

    /** Takes in the selected observations. */
    void eliminate(WhitenedObservations observations, LocalSelection selection) {
        members = observations.members();
        anomalies = observations.anomalies();
        side = (selection.count() + BLOCK - 1) / BLOCK * BLOCK;
        grow();
        load(observations, selection);
        for (int k = 0; k < side; k += BLOCK) {
            eliminateBlock(k);
        }
        for (int k = 0; k < side; k++) {
            meanWeights[k] = factor[k][side] * inverses[k];
        }
    }

    private void grow() {
        if (rows.length < side) {
            rows = new int[side];
            slots = new int[side];
            errors = new double[side];
            inverses = new double[side];
            reductions = new double[side];
            meanWeights = new double[side];
            coefficients = new double[side];
            factor = new double[side][side + 1];
        }
    }

    private void load(WhitenedObservations observations, LocalSelection selection) {
        double[] products = selection.products().table(observations);
        int stride = selection.products().stride();
        for (int k = 0; k < side; k++) {
            boolean real = k < selection.count();
            rows[k] = (real ? selection.index(k) : observations.zeroRow()) * members;
            slots[k] = real ? selection.slot(k) : selection.products().count();
            errors[k] = real ? 1 / selection.weight(k) : 1;
            factor[k][side] = real ? observations.innovation(selection.index(k)) : 0;
        }
        for (int j = 0; j < side; j++) {
            double[] row = factor[j];
            int line = slots[j] * stride;
            for (int k = j; k < side; k++) {
                row[k] = products[line + slots[k]];
            }
        }
    }

    /** Takes four observations from each other, then from all later ones at once. */
    private void eliminateBlock(int k) {
        double[] row0 = factor[k];
        double[] row1 = factor[k + 1];
        double[] row2 = factor[k + 2];
        double[] row3 = factor[k + 3];
        int end = side + 1;
        double inverse0 = invert(k, row0[k]);
        RowKernels.subtract(row1, row0[k + 1] * inverse0, row0, k + 1, end);
        double inverse1 = invert(k + 1, row1[k + 1]);
        RowKernels.subtract(row2, row0[k + 2] * inverse0, row0, row1[k + 2] * inverse1, row1, k + 2, end);
        double inverse2 = invert(k + 2, row2[k + 2]);
        RowKernels.subtract(
                row3,
                row0[k + 3] * inverse0,
                row0,
                row1[k + 3] * inverse1,
                row1,
                row2[k + 3] * inverse2,
                row2,
                k + 3,
                end);
        double inverse3 = invert(k + 3, row3[k + 3]);
        for (int later = k + BLOCK; later < side; later++) {
            RowKernels.subtract(
                    factor[later],
                    row0[later] * inverse0,
                    row0,
                    row1[later] * inverse1,
                    row1,
                    row2[later] * inverse2,
                    row2,
                    row3[later] * inverse3,
                    row3,
                    later,
                    end);
        }
    }

    /** One over the expected variance of an innovation, of which the ensemble's part is given; rounding may make that negative. */
    private double invert(int k, double variance) {
        double error = errors[k];
        double inverse = 1 / (variance > 0 ? variance + error : error);
        inverses[k] = inverse;
        reductions[k] = inverse / (1 + Math.sqrt(error * inverse));
        return inverse;
    }

    /**
     * Turns the anomalies of a row into those of the analysis.
     *
     * @param row N anomalies about their mean, receives those of the analysis
     * @return √(N−1) times the increment of the row's mean
     */
    double correct(double[] row) {
        multiply(row);
        sweepForward();
        double increment = DenseKernels.dot(coefficients, 0, meanWeights, 0, side);
        sweepBackward();
        for (int k = 0; k < side; k += BLOCK) {
            subtract(k, row);
        }
        return increment;
    }

    /** {@code h = S a}. */
    private void multiply(double[] row) {
        for (int k = 0; k < side; k += BLOCK) {
            int at0 = rows[k];
            int at1 = rows[k + 1];
            int at2 = rows[k + 2];
            int at3 = rows[k + 3];
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int m = 0; m < members; m++) {
                double value = row[m];
                sum0 += anomalies[at0 + m] * value;
                sum1 += anomalies[at1 + m] * value;
                sum2 += anomalies[at2 + m] * value;
                sum3 += anomalies[at3 + m] * value;
            }
            coefficients[k] = sum0;
            coefficients[k + 1] = sum1;
            coefficients[k + 2] = sum2;
            coefficients[k + 3] = sum3;
        }
    }

    /** What the row still shares with each observation after those before it had their turn. */
    private void sweepForward() {
        for (int k = 0; k < side; k += BLOCK) {
            double[] row0 = factor[k];
            double[] row1 = factor[k + 1];
            double[] row2 = factor[k + 2];
            double[] row3 = factor[k + 3];
            double taken0 = coefficients[k] * inverses[k];
            double left1 = coefficients[k + 1] - taken0 * row0[k + 1];
            double taken1 = left1 * inverses[k + 1];
            double left2 = coefficients[k + 2] - taken0 * row0[k + 2] - taken1 * row1[k + 2];
            double taken2 = left2 * inverses[k + 2];
            double left3 = coefficients[k + 3] - taken0 * row0[k + 3] - taken1 * row1[k + 3] - taken2 * row2[k + 3];
            double taken3 = left3 * inverses[k + 3];
            coefficients[k + 1] = left1;
            coefficients[k + 2] = left2;
            coefficients[k + 3] = left3;
            RowKernels.subtract(coefficients, taken0, row0, taken1, row1, taken2, row2, taken3, row3, k + BLOCK, side);
        }
    }

    /** Turns what the row shares with each observation in its turn into weights of the observations' first anomalies. */
    private void sweepBackward() {
        for (int k = side - BLOCK; k >= 0; k -= BLOCK) {
            double[] row0 = factor[k];
            double[] row1 = factor[k + 1];
            double[] row2 = factor[k + 2];
            double[] row3 = factor[k + 3];
            double left0 = coefficients[k];
            double left1 = coefficients[k + 1];
            double left2 = coefficients[k + 2];
            double left3 = coefficients[k + 3];
            for (int later = k + BLOCK; later < side; later++) {
                double weight = coefficients[later];
                left0 -= row0[later] * weight;
                left1 -= row1[later] * weight;
                left2 -= row2[later] * weight;
                left3 -= row3[later] * weight;
            }
            double weight3 = left3 * reductions[k + 3];
            double weight2 = (left2 - row2[k + 3] * weight3) * reductions[k + 2];
            double weight1 = (left1 - row1[k + 2] * weight2 - row1[k + 3] * weight3) * reductions[k + 1];
            double weight0 =
                    (left0 - row0[k + 1] * weight1 - row0[k + 2] * weight2 - row0[k + 3] * weight3) * reductions[k];
            coefficients[k] = weight0;
            coefficients[k + 1] = weight1;
            coefficients[k + 2] = weight2;
            coefficients[k + 3] = weight3;
        }
    }

    /** Subtracts four observations' anomalies from the row's. */
    private void subtract(int k, double[] row) {
        int at0 = rows[k];
        int at1 = rows[k + 1];
        int at2 = rows[k + 2];
        int at3 = rows[k + 3];
        double weight0 = coefficients[k];
        double weight1 = coefficients[k + 1];
        double weight2 = coefficients[k + 2];
        double weight3 = coefficients[k + 3];
        for (int m = 0; m < members; m++) {
            row[m] -= (weight0 * anomalies[at0 + m] + weight1 * anomalies[at1 + m])
                    + (weight2 * anomalies[at2 + m] + weight3 * anomalies[at3 + m]);
        }
    }
}
