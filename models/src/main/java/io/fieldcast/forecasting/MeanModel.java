package io.fieldcast.forecasting;

import java.time.Instant;
import java.util.Arrays;

/**
 * What a station shows on average at a time of year and day: for each station its own {@link Harmonics}, learned one observation at
 * a time, so that it knows only the past. What is learned lives in {@link Table}s of the forecast's state.
 */
final class MeanModel {
    private final Harmonics harmonics;
    private final RecursiveRegression regression;
    private final double[] features;

    MeanModel(FieldSettings.Mean settings) {
        this.harmonics = settings.harmonics();
        double[] variances = new double[harmonics.size()];
        Arrays.fill(variances, settings.priorHarmonic());
        variances[0] = settings.priorConstant();
        this.regression = new RecursiveRegression(new double[harmonics.size()], variances, 1, settings.memory());
        this.features = new double[harmonics.size()];
    }

    Table coefficients(int stations) {
        return regression.weights(stations);
    }

    Table covariances(int stations) {
        return regression.covariances(stations);
    }

    /** The mean of a station at {@code time}. */
    double mean(Table coefficients, int station, Instant time) {
        harmonics.features(time, features);
        return regression.predict(coefficients, station, features, 0);
    }

    /** Writes the means of all stations at {@code time} into {@code means}. */
    void means(Table coefficients, Instant time, double[] means) {
        harmonics.features(time, features);
        for (int station = 0; station < coefficients.rows(); station++) {
            means[station] = regression.predict(coefficients, station, features, 0);
        }
    }

    /** Takes in one transformed value. */
    void learn(Table coefficients, Table covariances, int station, Instant time, double value) {
        harmonics.features(time, features);
        regression.learn(coefficients, covariances, station, features, 0, value);
    }
}
