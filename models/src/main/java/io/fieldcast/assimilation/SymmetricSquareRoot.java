package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.SymmetricEigen;
import java.util.Arrays;

/**
 * The symmetric square root of the ensemble transform Kalman filter, {@code T = (I + SᵀS)^(−½)}. Being unique, it may be had from
 * the eigenvectors of SᵀS (N × N) or of S Sᵀ (p × p): the smaller one is decomposed.
 *
 * @see <a href="https://doi.org/10.1016/j.physd.2006.11.008">Hunt, Kostelich and Szunyogh (2007)</a>
 */
final class SymmetricSquareRoot implements RowUpdate {
    private final SymmetricEigen eigen = new SymmetricEigen();
    private int count;
    private int members;
    private int side;
    private boolean ensembleSpace;
    private double[] anomalies = new double[0];
    private int[] rows = new int[0];
    private double[] rootWeights = new double[0];
    private double[] matrix = new double[0];
    private double[] vectors = new double[0];
    private double[] eigenvalues = new double[0];
    private double[] shrink = new double[0];
    private double[] meanWeights = new double[0];
    private double[] projected = new double[0];
    private double[] coefficients = new double[0];
    private double[] row = new double[0];

    @Override
    public boolean factor(WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random) {
        count = selection.count();
        members = observations.members();
        anomalies = observations.anomalies();
        ensembleSpace = count >= members;
        side = Math.min(count, members);
        grow();
        for (int k = 0; k < count; k++) {
            rows[k] = selection.index(k) * members;
            rootWeights[k] = Math.sqrt(selection.weight(k));
        }
        if (ensembleSpace) {
            sumOverObservations(observations, selection);
        } else {
            gatherProducts(observations, selection);
        }
        if (!eigen.decompose(side, matrix, eigenvalues, vectors)) {
            return false;
        }
        solveMean();
        for (int i = 0; i < side; i++) {
            double root = Math.sqrt(1 + Math.max(0, eigenvalues[i]));
            // In the observations' space what is taken away is scaled, (1 − 1/root)/eigenvalue written without
            // cancellation.
            shrink[i] = ensembleSpace ? 1 / root : 1 / (root * (1 + root));
        }
        return true;
    }

    private void grow() {
        if (rows.length < count) {
            rows = new int[count];
            rootWeights = new double[count];
        }
        if (meanWeights.length < side) {
            matrix = new double[side * side];
            vectors = new double[side * side];
            eigenvalues = new double[side];
            shrink = new double[side];
            meanWeights = new double[side];
            projected = new double[side];
            coefficients = new double[side];
        }
        if (row.length < members) {
            row = new double[members];
        }
    }

    /** {@code SᵀS} and {@code Sᵀd}, each observation with its taper weight. */
    private void sumOverObservations(WhitenedObservations observations, LocalSelection selection) {
        Arrays.fill(matrix, 0, members * members, 0);
        Arrays.fill(meanWeights, 0, members, 0);
        for (int k = 0; k < count; k++) {
            double weight = selection.weight(k);
            double innovation = observations.innovation(selection.index(k));
            DenseKernels.addScaled(weight * innovation, anomalies, rows[k], meanWeights, 0, members);
            for (int m = 0; m < members; m++) {
                double scaled = weight * anomalies[rows[k] + m];
                DenseKernels.addScaled(scaled, anomalies, rows[k] + m, matrix, m * members + m, members - m);
            }
        }
        mirror();
    }

    /** {@code S Sᵀ} and d, each observation with the root of its taper weight. */
    private void gatherProducts(WhitenedObservations observations, LocalSelection selection) {
        double[] products = selection.products().table(observations);
        int stride = selection.products().stride();
        for (int j = 0; j < count; j++) {
            int line = selection.slot(j) * stride;
            meanWeights[j] = rootWeights[j] * observations.innovation(selection.index(j));
            for (int k = j; k < count; k++) {
                matrix[j * count + k] = rootWeights[j] * rootWeights[k] * products[line + selection.slot(k)];
            }
        }
        mirror();
    }

    private void mirror() {
        for (int i = 1; i < side; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * side + j] = matrix[j * side + i];
            }
        }
    }

    /** {@code w = (I + matrix)⁻¹ w} by the eigenvectors, with the root weights again in the observations' space. */
    private void solveMean() {
        for (int i = 0; i < side; i++) {
            shrink[i] = 1 / (1 + Math.max(0, eigenvalues[i]));
        }
        applyShrink(meanWeights, meanWeights);
        if (!ensembleSpace) {
            for (int j = 0; j < count; j++) {
                meanWeights[j] *= rootWeights[j];
            }
        }
    }

    /** {@code to = Vᵀ diag(shrink) V from}; both may be the same. */
    private void applyShrink(double[] from, double[] to) {
        DenseKernels.matrixTimesColumn(vectors, side, from, 0, projected, 0);
        Arrays.fill(to, 0, side, 0);
        for (int i = 0; i < side; i++) {
            projected[i] *= shrink[i];
        }
        DenseKernels.addRows(projected, 0, side, vectors, 0, side, to, 0, side);
    }

    /** T with the mean's weights added to each column: half the work for each row, where there are more rows than members. */
    @Override
    public boolean writeMatrix(double scale, double[] matrix) {
        if (!ensembleSpace) {
            return false;
        }
        for (int m = 0; m < members; m++) {
            Arrays.fill(row, 0, members, 0);
            row[m] = scale;
            applyShrink(row, row);
            double shift = meanWeights[m] / Math.sqrt(members - 1.0);
            for (int l = 0; l < members; l++) {
                matrix[m * members + l] = row[l] + shift;
            }
        }
        return true;
    }

    @Override
    public void transform(double[] forecast, double[] analysis, int at) {
        double mean = DenseKernels.sum(forecast, at, members) / members;
        for (int m = 0; m < members; m++) {
            row[m] = forecast[at + m] - mean;
        }
        double increment = ensembleSpace ? DenseKernels.dot(row, 0, meanWeights, 0, members) : takeAway();
        if (ensembleSpace) {
            applyShrink(row, row);
        }
        mean += increment / Math.sqrt(members - 1.0);
        for (int m = 0; m < members; m++) {
            analysis[at + m] = mean + row[m];
        }
    }

    /** Subtracts from the anomalies in {@code row} what the observations explain; returns √(N−1) times the mean's increment. */
    private double takeAway() {
        double increment = 0;
        for (int j = 0; j < count; j++) {
            double shared = DenseKernels.dot(anomalies, rows[j], row, 0, members);
            increment += shared * meanWeights[j];
            coefficients[j] = shared * rootWeights[j];
        }
        applyShrink(coefficients, coefficients);
        for (int j = 0; j < count; j++) {
            DenseKernels.addScaled(-coefficients[j] * rootWeights[j], anomalies, rows[j], row, 0, members);
        }
        return increment;
    }
}
