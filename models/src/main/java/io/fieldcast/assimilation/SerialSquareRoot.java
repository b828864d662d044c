package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;

/**
 * The serial ensemble square root filter: one scalar observation after the other, in their order. For diagonal R its posterior
 * mean and covariance are those of the ETKF.
 *
 * <p>The observations' anomalies are never updated. With {@code G = S Sᵀ} and localised error variances r, processing observation
 * j maps G to its Schur complement, so all gains come from the Cholesky-like elimination of {@code G + diag(r)}, a p × p
 * matter; a row a of the ensemble then needs its p products {@code h = S a}, two triangular sweeps, and one sum
 * {@code a − Sᵀ b}. Where p is much larger than N, the N × N transform is carried from observation to observation instead.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(2002)130%3C1913:EDAWPO%3E2.0.CO;2">Whitaker and Hamill (2002)</a>
 */
final class SerialSquareRoot implements RowUpdate {
    /** From p = 3.5 N on, p³/6 multiplications for the elimination exceed 2 p N² for carrying the transform. */
    private static final double ENSEMBLE_SPACE_FROM = 3.5;

    private int count;
    private int members;
    private boolean ensembleSpace;
    private double[] anomalies = new double[0];
    private int[] rows = new int[0];
    private double[] matrix = new double[0];
    private double[] inverseVariances = new double[0];
    private double[] reductions = new double[0];
    private double[] meanWeights = new double[0];
    private double[] coefficients = new double[0];
    private double[] row = new double[0];
    private double[] current = new double[0];

    @Override
    public boolean factor(WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random) {
        count = selection.count();
        members = observations.members();
        anomalies = observations.anomalies();
        ensembleSpace = count > ENSEMBLE_SPACE_FROM * members;
        grow();
        for (int k = 0; k < count; k++) {
            rows[k] = selection.index(k) * members;
        }
        if (ensembleSpace) {
            carryTransform(observations, selection);
        } else {
            gather(observations, selection);
            eliminate();
            solveMean(observations, selection);
        }
        return true;
    }

    private void grow() {
        int side = ensembleSpace ? members : count;
        if (matrix.length < side * side) {
            matrix = new double[side * side];
        }
        if (rows.length < count) {
            rows = new int[count];
            inverseVariances = new double[count];
            reductions = new double[count];
            coefficients = new double[count];
        }
        int longest = Math.max(count, members);
        if (meanWeights.length < longest) {
            meanWeights = new double[longest];
        }
        if (row.length < members) {
            row = new double[members];
            current = new double[members];
        }
    }

    /** Upper triangle of G, and the localised error variance for now in {@code inverseVariances}. */
    private void gather(WhitenedObservations observations, LocalSelection selection) {
        for (int j = 0; j < count; j++) {
            int index = selection.index(j);
            for (int k = j; k < count; k++) {
                matrix[j * count + k] = observations.product(index, selection.index(k));
            }
            inverseVariances[j] = 1 / selection.weight(j);
        }
    }

    /** Leaves in row j what observation j, when its turn came, shared with the later ones. */
    private void eliminate() {
        for (int j = 0; j < count; j++) {
            int pivot = j * count;
            double error = inverseVariances[j];
            double inverse = 1 / (Math.max(0, matrix[pivot + j]) + error);
            inverseVariances[j] = inverse;
            reductions[j] = inverse / (1 + Math.sqrt(error * inverse));
            for (int k = j + 1; k < count; k++) {
                double scale = matrix[pivot + k] * inverse;
                int target = k * count;
                for (int l = k; l < count; l++) {
                    matrix[target + l] -= scale * matrix[pivot + l];
                }
            }
        }
    }

    /** {@code (G + diag(r))⁻¹ d}: the weight of each observation's covariance with a row in the row's mean increment. */
    private void solveMean(WhitenedObservations observations, LocalSelection selection) {
        for (int j = 0; j < count; j++) {
            meanWeights[j] = observations.innovation(selection.index(j));
        }
        for (int j = 0; j < count; j++) {
            double scaled = meanWeights[j] * inverseVariances[j];
            DenseKernels.addScaled(-scaled, matrix, j * count + j + 1, meanWeights, j + 1, count - j - 1);
            meanWeights[j] = scaled;
        }
        for (int j = count - 1; j >= 0; j--) {
            double later = DenseKernels.dot(matrix, j * count + j + 1, meanWeights, j + 1, count - j - 1);
            meanWeights[j] -= inverseVariances[j] * later;
        }
    }

    @Override
    public void transform(double[] forecast, double[] analysis, int at) {
        double mean = DenseKernels.sum(forecast, at, members) / members;
        for (int m = 0; m < members; m++) {
            row[m] = forecast[at + m] - mean;
        }
        double scale = 1 / Math.sqrt(members - 1.0);
        if (ensembleSpace) {
            mean += scale * DenseKernels.dot(row, 0, meanWeights, 0, members);
            DenseKernels.rowTimesMatrix(row, 0, matrix, members, analysis, at);
        } else {
            mean += scale * correctAnomalies();
            System.arraycopy(row, 0, analysis, at, members);
        }
        for (int m = 0; m < members; m++) {
            analysis[at + m] += mean;
        }
    }

    /** Turns the anomalies in {@code row} into those of the analysis; returns √(N−1) times the mean's increment. */
    private double correctAnomalies() {
        double increment = 0;
        for (int j = 0; j < count; j++) {
            double shared = DenseKernels.dot(anomalies, rows[j], row, 0, members);
            coefficients[j] = shared;
            increment += shared * meanWeights[j];
        }
        for (int j = 0; j < count; j++) {
            double shared = coefficients[j];
            double taken = shared * inverseVariances[j];
            DenseKernels.addScaled(-taken, matrix, j * count + j + 1, coefficients, j + 1, count - j - 1);
            coefficients[j] = shared * reductions[j];
        }
        for (int j = count - 1; j >= 0; j--) {
            double later = DenseKernels.dot(matrix, j * count + j + 1, coefficients, j + 1, count - j - 1);
            coefficients[j] -= reductions[j] * later;
        }
        for (int j = 0; j < count; j++) {
            DenseKernels.addScaled(-coefficients[j], anomalies, rows[j], row, 0, members);
        }
        return increment;
    }

    /** {@code T ← T (I − γ sᵀs)} with {@code s = S_j T} for each observation, and the mean's weights with it. */
    private void carryTransform(WhitenedObservations observations, LocalSelection selection) {
        Arrays.fill(matrix, 0, members * members, 0);
        Arrays.fill(meanWeights, 0, members, 0);
        for (int m = 0; m < members; m++) {
            matrix[m * members + m] = 1;
        }
        for (int j = 0; j < count; j++) {
            double error = 1 / selection.weight(j);
            DenseKernels.rowTimesMatrix(anomalies, rows[j], matrix, members, current, 0);
            double inverse = 1 / (DenseKernels.dot(current, 0, current, 0, members) + error);
            double reduction = inverse / (1 + Math.sqrt(error * inverse));
            double innovation = observations.innovation(selection.index(j))
                    - DenseKernels.dot(anomalies, rows[j], meanWeights, 0, members);
            DenseKernels.matrixTimesColumn(matrix, members, current, 0, row, 0);
            DenseKernels.addScaled(innovation * inverse, row, 0, meanWeights, 0, members);
            for (int m = 0; m < members; m++) {
                DenseKernels.addScaled(-reduction * row[m], current, 0, matrix, m * members, members);
            }
        }
    }
}
