package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * The serial filter in the ensemble's space, for many observations: {@code T ← T (I − γ sᵀs)} with {@code s = S_j T} for each
 * observation j, and the mean's weights with it. Reusable; confined to one thread.
 */
final class SerialTransform {
    private int members;
    private double[] matrix = new double[0];
    private double[] meanWeights = new double[0];
    private double[] current = new double[0];
    private double[] product = new double[0];

    /** Takes in the selected observations one by one. */
    void carry(WhitenedObservations observations, LocalSelection selection) {
        members = observations.members();
        grow();
        double[] anomalies = observations.anomalies();
        for (int k = 0; k < selection.count(); k++) {
            int at = selection.index(k) * members;
            double error = 1 / selection.weight(k);
            DenseKernels.rowTimesMatrix(anomalies, at, matrix, members, current, 0);
            double inverse = 1 / (DenseKernels.dot(current, 0, current, 0, members) + error);
            double reduction = inverse / (1 + Math.sqrt(error * inverse));
            double innovation = observations.innovation(selection.index(k))
                    - DenseKernels.dot(anomalies, at, meanWeights, 0, members);
            DenseKernels.matrixTimesColumn(matrix, members, current, 0, product, 0);
            DenseKernels.addScaled(innovation * inverse, product, 0, meanWeights, 0, members);
            for (int m = 0; m < members; m++) {
                DenseKernels.addScaled(-reduction * product[m], current, 0, matrix, m * members, members);
            }
        }
    }

    private void grow() {
        if (product.length < members) {
            matrix = new double[members * members];
            meanWeights = new double[members];
            current = new double[members];
            product = new double[members];
        }
        Arrays.fill(matrix, 0, members * members, 0);
        Arrays.fill(meanWeights, 0, members, 0);
        for (int m = 0; m < members; m++) {
            matrix[m * members + m] = 1;
        }
    }

    /**
     * Turns the anomalies of a row into those of the analysis.
     *
     * @param row N anomalies about their mean, receives those of the analysis
     * @return √(N−1) times the increment of the row's mean
     */
    double apply(double[] row) {
        double increment = DenseKernels.dot(row, 0, meanWeights, 0, members);
        System.arraycopy(row, 0, current, 0, members);
        DenseKernels.rowTimesMatrix(current, 0, matrix, members, row, 0);
        return increment;
    }
}
