package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;

/**
 * The serial filter in the observations' space: the elimination of {@code G + diag(r)}, G being the inner products of the
 * observations' anomalies, and what a row of the ensemble then takes from it. Column j of the factor holds what observation j, when
 * its turn came, shared with the later ones. Reusable; confined to one thread.
 *
 * <p>Every loop takes rows four at a time so that sums stay in registers and each number fetched serves several of them; the
 * observations are filled up to a multiple of four with some that have no anomalies, whose gain is 0.
 */
final class SerialGains {
    private static final int BLOCK = 4;

    private int side;
    private int members;
    private double[] anomalies = new double[0];
    private int[] rows = new int[0];
    private int[] slots = new int[0];
    private double[] errors = new double[0];
    /** Lower triangle of the factor, row-major. */
    private double[] factor = new double[0];
    /** The same, column j divided by the expected variance of innovation j. */
    private double[] scaled = new double[0];
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
        for (int k = 0; k < side; k++) {
            boolean real = k < selection.count();
            rows[k] = (real ? selection.index(k) : observations.zeroRow()) * members;
            slots[k] = real ? selection.slot(k) : selection.products().count();
            errors[k] = real ? 1 / selection.weight(k) : 1;
            meanWeights[k] = real ? observations.innovation(selection.index(k)) : 0;
        }
        double[] products = selection.products().table(observations);
        int stride = selection.products().stride();
        for (int column = 0; column < side; column += 2) {
            for (int from = column / BLOCK * BLOCK; from < side; from += BLOCK) {
                block(products, stride, from, column);
            }
            finish(column);
            finish(column + 1);
        }
        sweepForward(meanWeights);
        for (int k = 0; k < side; k++) {
            meanWeights[k] *= inverses[k];
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
            factor = new double[side * side];
            scaled = new double[side * side];
        }
    }

    /** Four rows of two columns: elements of G less what the columns before have taken. Elements above the diagonal are not used. */
    private void block(double[] products, int stride, int row, int column) {
        int slot0 = slots[column];
        int slot1 = slots[column + 1];
        int line0 = slots[row] * stride;
        int line1 = slots[row + 1] * stride;
        int line2 = slots[row + 2] * stride;
        int line3 = slots[row + 3] * stride;
        double sum00 = products[line0 + slot0];
        double sum01 = products[line0 + slot1];
        double sum10 = products[line1 + slot0];
        double sum11 = products[line1 + slot1];
        double sum20 = products[line2 + slot0];
        double sum21 = products[line2 + slot1];
        double sum30 = products[line3 + slot0];
        double sum31 = products[line3 + slot1];
        int left0 = row * side;
        int left1 = left0 + side;
        int left2 = left1 + side;
        int left3 = left2 + side;
        int right0 = column * side;
        int right1 = right0 + side;
        for (int j = 0; j < column; j++) {
            double scaled0 = scaled[right0 + j];
            double scaled1 = scaled[right1 + j];
            double factor0 = factor[left0 + j];
            double factor1 = factor[left1 + j];
            double factor2 = factor[left2 + j];
            double factor3 = factor[left3 + j];
            sum00 -= factor0 * scaled0;
            sum01 -= factor0 * scaled1;
            sum10 -= factor1 * scaled0;
            sum11 -= factor1 * scaled1;
            sum20 -= factor2 * scaled0;
            sum21 -= factor2 * scaled1;
            sum30 -= factor3 * scaled0;
            sum31 -= factor3 * scaled1;
        }
        factor[left0 + column] = sum00;
        factor[left0 + column + 1] = sum01;
        factor[left1 + column] = sum10;
        factor[left1 + column + 1] = sum11;
        factor[left2 + column] = sum20;
        factor[left2 + column + 1] = sum21;
        factor[left3 + column] = sum30;
        factor[left3 + column + 1] = sum31;
    }

    /** Scales a column and, if it is the first of its two, takes it from the second. */
    private void finish(int column) {
        double error = errors[column];
        double inverse = 1 / (Math.max(0, factor[column * side + column]) + error);
        inverses[column] = inverse;
        reductions[column] = inverse / (1 + Math.sqrt(error * inverse));
        if (column % 2 != 0) {
            for (int row = column + 1; row < side; row++) {
                scaled[row * side + column] = factor[row * side + column] * inverse;
            }
            return;
        }
        double shared = factor[(column + 1) * side + column] * inverse;
        for (int row = column + 1; row < side; row++) {
            int at = row * side + column;
            double value = factor[at];
            scaled[at] = value * inverse;
            factor[at + 1] -= value * shared;
        }
    }

    /**
     * Turns the anomalies of a row into those of the analysis.
     *
     * @param row N anomalies about their mean, receives those of the analysis
     * @return √(N−1) times the increment of the row's mean
     */
    double correct(double[] row) {
        multiply(row);
        sweepForward(coefficients);
        double increment = DenseKernels.dot(coefficients, 0, meanWeights, 0, side);
        sweepBackward();
        subtract(row);
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

    /** What is left of each of p numbers after the observations before it had their turn. */
    private void sweepForward(double[] numbers) {
        for (int k = 0; k < side; k += BLOCK) {
            int at0 = k * side;
            int at1 = at0 + side;
            int at2 = at1 + side;
            int at3 = at2 + side;
            double left0 = numbers[k];
            double left1 = numbers[k + 1];
            double left2 = numbers[k + 2];
            double left3 = numbers[k + 3];
            for (int j = 0; j < k; j++) {
                double before = numbers[j];
                left0 -= scaled[at0 + j] * before;
                left1 -= scaled[at1 + j] * before;
                left2 -= scaled[at2 + j] * before;
                left3 -= scaled[at3 + j] * before;
            }
            left1 -= scaled[at1 + k] * left0;
            left2 -= scaled[at2 + k] * left0 + scaled[at2 + k + 1] * left1;
            left3 -= scaled[at3 + k] * left0 + scaled[at3 + k + 1] * left1 + scaled[at3 + k + 2] * left2;
            numbers[k] = left0;
            numbers[k + 1] = left1;
            numbers[k + 2] = left2;
            numbers[k + 3] = left3;
        }
    }

    /** Turns what the row shares with each observation in its turn into weights of the observations' first anomalies. */
    private void sweepBackward() {
        for (int k = side - BLOCK; k >= 0; k -= BLOCK) {
            int at0 = k * side;
            int at1 = at0 + side;
            int at2 = at1 + side;
            int at3 = at2 + side;
            double weight3 = coefficients[k + 3] * reductions[k + 3];
            double weight2 = (coefficients[k + 2] - factor[at3 + k + 2] * weight3) * reductions[k + 2];
            double weight1 = (coefficients[k + 1] - factor[at2 + k + 1] * weight2 - factor[at3 + k + 1] * weight3)
                    * reductions[k + 1];
            double weight0 = (coefficients[k]
                            - factor[at1 + k] * weight1
                            - factor[at2 + k] * weight2
                            - factor[at3 + k] * weight3)
                    * reductions[k];
            for (int j = 0; j < k; j++) {
                coefficients[j] -= (factor[at0 + j] * weight0 + factor[at1 + j] * weight1)
                        + (factor[at2 + j] * weight2 + factor[at3 + j] * weight3);
            }
            coefficients[k] = weight0;
            coefficients[k + 1] = weight1;
            coefficients[k + 2] = weight2;
            coefficients[k + 3] = weight3;
        }
    }

    /** {@code a ← a − Sᵀ b}. */
    private void subtract(double[] row) {
        for (int k = 0; k < side; k += BLOCK) {
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
}
