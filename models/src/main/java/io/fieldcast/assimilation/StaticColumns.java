package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;

/**
 * The columns that a static covariance {@code B = Z Zᵀ / (M−1)} adds to the root of a hybrid covariance, Z being the anomalies of the
 * static members that a batch carries. Reusable; confined to one thread.
 */
final class StaticColumns {
    private int members;
    private double[] values = new double[0];
    private double[] predicted = new double[0];

    /** Takes over the static members of a batch, which stay the batch's. */
    void load(ObservationBatch batch) {
        Ensemble statics = batch.statics()
                .orElseThrow(
                        () -> new IllegalArgumentException("a hybrid covariance needs a batch with static members"));
        members = statics.members();
        values = statics.values();
        predicted = batch.predictedStatics();
    }

    /** Number of columns, M; 0 before the first {@link #load}. */
    int members() {
        return members;
    }

    /** Writes {@code scale / √(M−1)} times the anomalies expected of an observation into {@code target[at..at+M)}. */
    void predicted(int batchIndex, double scale, double[] target, int at) {
        write(predicted, batchIndex, scale, target, at);
    }

    /** Writes {@code scale / √(M−1)} times the anomalies of a row of the ensemble into {@code target[at..at+M)}. */
    void row(int row, double scale, double[] target, int at) {
        write(values, row, scale, target, at);
    }

    private void write(double[] from, int row, double scale, double[] target, int at) {
        if (members == 0) {
            return;
        }
        double mean = DenseKernels.sum(from, row * members, members) / members;
        double factor = scale / Math.sqrt(members - 1.0);
        for (int m = 0; m < members; m++) {
            target[at + m] = factor * (from[row * members + m] - mean);
        }
    }
}
