package io.fieldcast.assimilation;

import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;

/**
 * The used observations of a batch in units of their own error: anomalies {@code S = Y / √(R (N−1))}, p × N, and innovations
 * {@code d / √R}, so that every filter sees R = I. They are numbered cell by cell, which is the order in which every filter takes
 * them: neighbours lie side by side. Reusable; loaded by one thread, then read by many.
 */
final class WhitenedObservations {
    /** Below this share of HPHᵀ an error variance only adds rounding: it is raised to it. */
    private static final double LEAST_ERROR_SHARE = 1e-12;

    /** A spread below this share of the value is rounding, not spread. */
    private static final double ROUNDING_SHARE = 1e-14;

    private final ObservationCells cells = new ObservationCells();
    private int members;
    private int count;
    private int loads;
    private ObservationBatch batch = new ObservationBatch(2, 0);
    private int[] batchIndices = new int[0];
    private double[] errors = new double[0];
    private double[] anomalies = new double[0];
    private double[] innovations = new double[0];
    private double[] varianceRatios = new double[0];
    private double[] xs = new double[0];
    private double[] ys = new double[0];
    private double[] unsortedXs = new double[0];
    private double[] unsortedYs = new double[0];
    private int[] used = new int[0];

    /** Takes over the used observations; anything but {@link Verdict#OK} means that there is nothing to analyse with. */
    Verdict load(ObservationBatch batch, Localization localization) {
        this.batch = batch;
        loads++;
        members = batch.members();
        grow(batch.size());
        count = 0;
        for (int index = 0; index < batch.size(); index++) {
            if (batch.isUsed(index)) {
                used[count] = index;
                unsortedXs[count] = batch.x(index);
                unsortedYs[count++] = batch.y(index);
            }
        }
        if (count == 0) {
            return Verdict.NO_OBSERVATIONS;
        }
        cells.build(unsortedXs, unsortedYs, count, localization);
        boolean collapsed = true;
        for (int position = 0; position < count; position++) {
            int from = cells.observation(position);
            xs[position] = unsortedXs[from];
            ys[position] = unsortedYs[from];
            int index = used[from];
            double mean = batch.predictedMean(index);
            double variance = batch.predictedVariance(index);
            double innovation = batch.value(index) - mean;
            double error = Math.max(batch.errorVariance(index), LEAST_ERROR_SHARE * variance);
            if (!Double.isFinite(variance) || !Double.isFinite(innovation) || !Double.isFinite(error)) {
                return Verdict.NOT_FINITE;
            }
            collapsed &= Math.sqrt(variance) <= ROUNDING_SHARE * Math.abs(mean);
            whiten(batch, index, mean, error, position * members);
            innovations[position] = innovation / Math.sqrt(error);
            varianceRatios[position] = variance / error;
            errors[position] = error;
            batchIndices[position] = index;
        }
        Arrays.fill(anomalies, count * members, (count + 1) * members, 0);
        return collapsed ? Verdict.ENSEMBLE_COLLAPSED : Verdict.OK;
    }

    private void whiten(ObservationBatch batch, int index, double mean, double error, int to) {
        double scale = 1 / Math.sqrt(error * (members - 1));
        double[] predicted = batch.predicted();
        int from = batch.offset(index);
        for (int m = 0; m < members; m++) {
            anomalies[to + m] = (predicted[from + m] - mean) * scale;
        }
    }

    private void grow(int size) {
        if (used.length < size) {
            used = new int[size];
            innovations = new double[size];
            varianceRatios = new double[size];
            errors = new double[size];
            batchIndices = new int[size];
            xs = new double[size];
            ys = new double[size];
            unsortedXs = new double[size];
            unsortedYs = new double[size];
        }
        if (anomalies.length < (size + 1) * members) {
            anomalies = new double[(size + 1) * members];
        }
    }

    int count() {
        return count;
    }

    int members() {
        return members;
    }

    /** S, row-major, one row of {@link #members} numbers for each observation, then one of zeros. */
    double[] anomalies() {
        return anomalies;
    }

    /** Index of the row of zeros, for loops that take observations several at a time. */
    int zeroRow() {
        return count;
    }

    double innovation(int index) {
        return innovations[index];
    }

    /** HPHᵀ / R. */
    double varianceRatio(int index) {
        return varianceRatios[index];
    }

    /** The error variance that the observation was divided by the root of. */
    double errorVariance(int index) {
        return errors[index];
    }

    /** The batch that was taken over last. */
    ObservationBatch batch() {
        return batch;
    }

    /** Where the observation stands in the {@link #batch}. */
    int batchIndex(int index) {
        return batchIndices[index];
    }

    /** How often observations were taken over: what was prepared for them holds as long as this stays. */
    int loads() {
        return loads;
    }

    double x(int index) {
        return xs[index];
    }

    double y(int index) {
        return ys[index];
    }

    /** Where the observations lie. */
    ObservationCells cells() {
        return cells;
    }
}
