package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;

/**
 * The used observations of a batch in units of their own error: anomalies {@code S = Y / √(R (N−1))}, p × N, and innovations
 * {@code d / √R}, so that every filter sees R = I. Inner products of rows of S are remembered, since neighbouring local domains
 * ask for the same ones. Reusable; confined to one thread.
 */
final class WhitenedObservations {
    /** Below this share of HPHᵀ an error variance only adds rounding: it is raised to it. */
    private static final double LEAST_ERROR_SHARE = 1e-12;

    /** A spread below this share of the value is rounding, not spread. */
    private static final double ROUNDING_SHARE = 1e-14;

    /** Most observations for which a p × p table is worth its memory. */
    private static final int LARGEST_TABLE = 1024;

    private int members;
    private int count;
    private double[] anomalies = new double[0];
    private double[] innovations = new double[0];
    private double[] varianceRatios = new double[0];
    private double[] xs = new double[0];
    private double[] ys = new double[0];
    private double[] products = new double[0];
    /** The table is cleared when it is first asked, since a global filter over many observations never asks. */
    private boolean productsForgotten = true;

    /** Takes over the used observations; anything but {@link Verdict#OK} means that there is nothing to analyse with. */
    Verdict load(ObservationBatch batch) {
        members = batch.members();
        count = 0;
        grow(batch.size());
        boolean collapsed = true;
        for (int index = 0; index < batch.size(); index++) {
            if (!batch.isUsed(index)) {
                continue;
            }
            double mean = batch.predictedMean(index);
            double variance = batch.predictedVariance(index);
            double innovation = batch.value(index) - mean;
            double error = Math.max(batch.errorVariance(index), LEAST_ERROR_SHARE * variance);
            if (!Double.isFinite(variance) || !Double.isFinite(innovation) || !Double.isFinite(error)) {
                return Verdict.NOT_FINITE;
            }
            collapsed &= Math.sqrt(variance) <= ROUNDING_SHARE * Math.abs(mean);
            whiten(batch, index, mean, error);
            innovations[count] = innovation / Math.sqrt(error);
            varianceRatios[count] = variance / error;
            xs[count] = batch.x(index);
            ys[count] = batch.y(index);
            count++;
        }
        if (count == 0) {
            return Verdict.NO_OBSERVATIONS;
        }
        productsForgotten = true;
        return collapsed ? Verdict.ENSEMBLE_COLLAPSED : Verdict.OK;
    }

    private void whiten(ObservationBatch batch, int index, double mean, double error) {
        double scale = 1 / Math.sqrt(error * (members - 1));
        double[] predicted = batch.predicted();
        int from = batch.offset(index);
        int to = count * members;
        for (int m = 0; m < members; m++) {
            anomalies[to + m] = (predicted[from + m] - mean) * scale;
        }
    }

    private void grow(int size) {
        if (innovations.length < size) {
            innovations = new double[size];
            varianceRatios = new double[size];
            xs = new double[size];
            ys = new double[size];
        }
        if (anomalies.length < size * members) {
            anomalies = new double[size * members];
        }
        int table = Math.min(size, LARGEST_TABLE);
        if (products.length < table * table) {
            products = new double[table * table];
        }
    }

    int count() {
        return count;
    }

    int members() {
        return members;
    }

    /** S, row-major, one row of {@link #members} numbers for each observation. */
    double[] anomalies() {
        return anomalies;
    }

    double innovation(int index) {
        return innovations[index];
    }

    /** HPHᵀ / R. */
    double varianceRatio(int index) {
        return varianceRatios[index];
    }

    double x(int index) {
        return xs[index];
    }

    double y(int index) {
        return ys[index];
    }

    /** Element (a, b) of {@code S Sᵀ}, {@code a} being at most {@code b}. */
    double product(int a, int b) {
        if (count > LARGEST_TABLE) {
            return DenseKernels.dot(anomalies, a * members, anomalies, b * members, members);
        }
        if (productsForgotten) {
            Arrays.fill(products, 0, count * count, Double.NaN);
            productsForgotten = false;
        }
        int at = a * count + b;
        double known = products[at];
        if (Double.isNaN(known)) {
            known = DenseKernels.dot(anomalies, a * members, anomalies, b * members, members);
            products[at] = known;
        }
        return known;
    }
}
