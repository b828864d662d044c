package io.fieldcast.forecasting;

import io.fieldcast.forecasting.ForecastState.Part;
import java.time.Instant;
import java.util.Arrays;

/**
 * What is usual at a place: the mean of its season and the standard deviation around it, both learned from the past only. Turns
 * transformed values into standardised anomalies and back. Owns working memory, hence confined to one thread.
 */
final class Climate {
    /** Columns of {@link Part#SCALE}. */
    static final int VARIANCE = 0;

    private static final int COUNT = 1;

    /** As if so many observations had been seen at the first variance. */
    private static final double PRIOR_COUNT = 20;

    /** An observation counts for 1/e in the variance after so many later ones. */
    private static final double VARIANCE_MEMORY = 2000;

    /** An anomaly counts for learning up to so many standard deviations: a broken sensor must not teach its breakage quickly. */
    private static final double LARGEST = 4;

    /** Standard deviation of a network of one or two stations before anything is known, as a share of the first value. */
    private static final double FIRST_SHARE = 0.25;

    /** Least standard deviation as a share of the mean. */
    private static final double LEAST_SHARE = 1e-6;

    private static final int ENOUGH_FOR_VARIANCE = 3;

    private final MeanModel model;
    private final Places places;

    Climate(FieldSettings.Mean settings, Places places) {
        this.model = new MeanModel(settings);
        this.places = places;
    }

    Table startMean() {
        return model.coefficients(places.stations());
    }

    Table startMeanCovariance() {
        return model.covariances(places.stations());
    }

    Table startScale() {
        Table scale = new Table(places.stations(), 2);
        for (int station = 0; station < scale.rows(); station++) {
            scale.set(station, VARIANCE, 1);
        }
        return scale;
    }

    /** Writes the mean of every place at {@code time}. */
    void means(ForecastState state, Instant time, double[] means) {
        model.means(state.part(Part.MEAN), time, means);
        places.spread(means);
    }

    /** Writes the standard deviation of every place. */
    void scales(ForecastState state, double[] scales) {
        Table scale = state.part(Part.SCALE);
        for (int station = 0; station < scale.rows(); station++) {
            scales[station] = Math.sqrt(scale.get(station, VARIANCE));
        }
        places.spread(scales);
    }

    double mean(ForecastState state, int station, Instant time) {
        return model.mean(state.part(Part.MEAN), station, time);
    }

    boolean isKnown(ForecastState state, int station) {
        return state.part(Part.SCALE).get(station, COUNT) > 0;
    }

    /**
     * Gives stations that report for the first time a first guess: that of the stations already known, or else of the values that
     * came with it.
     *
     * @param station indices of the stations that report, one for each value
     * @param values transformed values, the first {@code count} of them
     */
    void welcome(ForecastState state, int[] station, double[] values, int count) {
        Table mean = state.part(Part.MEAN);
        Table scale = state.part(Part.SCALE);
        double[] coefficients = new double[mean.columns()];
        double variance = 0;
        int known = 0;
        for (int other = 0; other < places.stations(); other++) {
            if (isKnown(state, other)) {
                known++;
                variance += scale.get(other, VARIANCE);
                for (int k = 0; k < coefficients.length; k++) {
                    coefficients[k] += mean.get(other, k);
                }
            }
        }
        if (known > 0) {
            variance /= known;
            for (int k = 0; k < coefficients.length; k++) {
                coefficients[k] /= known;
            }
        } else {
            coefficients[0] = average(values, count);
            variance = firstVariance(values, count, coefficients[0]);
        }
        for (int i = 0; i < count; i++) {
            if (!isKnown(state, station[i])) {
                System.arraycopy(coefficients, 0, mean.values(), station[i] * coefficients.length, coefficients.length);
                scale.set(station[i], VARIANCE, variance);
            }
        }
    }

    /** Takes in one transformed value. */
    void learn(ForecastState state, int station, Instant time, double value) {
        Table scale = state.part(Part.SCALE);
        double variance = scale.get(station, VARIANCE);
        double count = scale.get(station, COUNT);
        double mean = mean(state, station, time);
        double most = LARGEST * Math.sqrt(variance);
        double anomaly = count == 0 ? value - mean : Math.max(-most, Math.min(most, value - mean));
        model.learn(state.part(Part.MEAN), state.part(Part.MEAN_COVARIANCE), station, time, mean + anomaly);
        double weight = Math.max(1 / VARIANCE_MEMORY, 1 / (count + PRIOR_COUNT));
        scale.set(station, VARIANCE, Math.max(least(mean), variance + weight * (anomaly * anomaly - variance)));
        scale.set(station, COUNT, count + 1);
    }

    /** A field that stands still must not leave a scale beside which its next move looks infinite. */
    private static double least(double mean) {
        return Math.max(1e-100, LEAST_SHARE * LEAST_SHARE * mean * mean);
    }

    private static double average(double[] values, int count) {
        return count == 0 ? 0 : Arrays.stream(values, 0, count).sum() / count;
    }

    private static double firstVariance(double[] values, int count, double mean) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (values[i] - mean) * (values[i] - mean);
        }
        double guess = FIRST_SHARE * Math.abs(mean);
        double variance = count >= ENOUGH_FOR_VARIANCE ? sum / (count - 1) : guess * guess;
        return variance > least(mean) ? variance : Math.max(1, least(mean));
    }
}
