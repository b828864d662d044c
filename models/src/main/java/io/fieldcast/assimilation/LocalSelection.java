package io.fieldcast.assimilation;

import io.fieldcast.observation.Localization;

/** The observations within reach of one place, in their global order, with their taper weights. Reusable; one thread. */
final class LocalSelection {
    private int count;
    private int[] indices = new int[0];
    private double[] weights = new double[0];

    /** Selects every observation with weight 1. */
    void selectAll(WhitenedObservations observations) {
        grow(observations.count());
        count = observations.count();
        for (int index = 0; index < count; index++) {
            indices[index] = index;
            weights[index] = 1;
        }
    }

    /** Selects the observations that have a weight above 0 at (x, y). */
    void select(WhitenedObservations observations, Localization localization, double x, double y) {
        grow(observations.count());
        count = 0;
        for (int index = 0; index < observations.count(); index++) {
            double weight = localization.weight(x, y, observations.x(index), observations.y(index));
            if (weight > 0) {
                indices[count] = index;
                weights[count++] = weight;
            }
        }
    }

    /** Divides the error variances of the selected observations by {@code factor}. */
    void multiplyWeights(double factor) {
        for (int k = 0; k < count; k++) {
            weights[k] *= factor;
        }
    }

    private void grow(int size) {
        if (indices.length < size) {
            indices = new int[size];
            weights = new double[size];
        }
    }

    int count() {
        return count;
    }

    /** Index of the {@code k}-th selected observation among all. */
    int index(int k) {
        return indices[k];
    }

    /** What the {@code k}-th selected observation's error variance is divided by, above 0; at first its taper weight. */
    double weight(int k) {
        return weights[k];
    }
}
