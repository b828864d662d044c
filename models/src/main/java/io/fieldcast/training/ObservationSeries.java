package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;

/**
 * What was measured at equally spaced times, each value beside the weights with which the state makes it: any number of values
 * at any places in every step. Immutable.
 */
public final class ObservationSeries {
    private final int stateSize;
    /** Index of the first observation of each step, and the number of all at the end. */
    private final int[] first;

    private final double[] weights;
    private final double[] values;

    /**
     * @param counts number of observations of each step
     * @param x of each observation, step after step
     * @param y of each observation
     * @param values measured values; all arrays are copied
     */
    public ObservationSeries(Representation representation, int[] counts, double[] x, double[] y, double[] values) {
        this.stateSize = representation.size();
        this.first = new int[counts.length + 1];
        for (int step = 0; step < counts.length; step++) {
            first[step + 1] = first[step] + counts[step];
        }
        int total = first[counts.length];
        Check.length("x", x, total);
        Check.length("y", y, total);
        Check.length("values", values, total);
        this.values = values.clone();
        this.weights = new double[total * stateSize];
        double[] row = new double[stateSize];
        for (int i = 0; i < total; i++) {
            representation.weights(x[i], y[i], row);
            System.arraycopy(row, 0, weights, i * stateSize, stateSize);
        }
    }

    /** Number of observations of all steps. */
    public int size() {
        return values.length;
    }

    public int steps() {
        return first.length - 1;
    }

    public int stateSize() {
        return stateSize;
    }

    /** Index of the first observation of a step; for {@code steps()} the number of all. */
    public int first(int step) {
        return first[step];
    }

    public double value(int observation) {
        return values[observation];
    }

    /** Writes the weights of an observation, length {@link #stateSize}. */
    public void weights(int observation, double[] target) {
        Check.length("target", target, stateSize);
        System.arraycopy(weights, observation * stateSize, target, 0, stateSize);
    }

    /** Variance of all values about their mean. */
    public double variance() {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }
}
