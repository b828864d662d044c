package io.fieldcast.verification;

import io.fieldcast.domain.Check;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What is usual at one station for the time of year, and of day where asked: two annual harmonics, two daily ones and a level, by
 * recursive least squares. At any moment it knows the past only. Confined to one thread.
 *
 * <p>The spread is the root mean square of the differences seen so far, each taken before the value was learned.
 */
public final class RunningClimatology {
    /** Prior variance of a harmonic over that of the noise: worth about four observations, so that the first days stay calm. */
    private static final double HARMONIC_PRIOR = 0.25;

    private static final double LEVEL_PRIOR = 1e6;
    private static final double DAYS_PER_YEAR = 365.2425;

    private final int size;
    private final double[] weights;
    private final double[] covariance;
    private final double[] features;
    private final double[] gain;
    private long count;
    private double squares;

    public RunningClimatology(boolean daily) {
        this.size = daily ? 9 : 5;
        this.weights = new double[size];
        this.covariance = new double[size * size];
        this.features = new double[size];
        this.gain = new double[size];
        for (int i = 0; i < size; i++) {
            covariance[i * size + i] = i == 0 ? LEVEL_PRIOR : HARMONIC_PRIOR;
        }
    }

    /** Values learned so far. */
    public long count() {
        return count;
    }

    /** Expected value at {@code time}; 0 before the first value. */
    public double mean(Instant time) {
        features(time);
        return predict();
    }

    /** Standard deviation around {@link #mean}; NaN before the second value. */
    public double deviation() {
        return Math.sqrt(squares / (count - 1));
    }

    public void learn(Instant time, double value) {
        Check.that(Double.isFinite(value), "climatology cannot learn %s", value);
        features(time);
        double difference = value - predict();
        double scale = 1;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0; j < size; j++) {
                sum += covariance[i * size + j] * features[j];
            }
            gain[i] = sum;
            scale += sum * features[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] += gain[i] / scale * difference;
            for (int j = 0; j < size; j++) {
                covariance[i * size + j] -= gain[i] * gain[j] / scale;
            }
        }
        if (count > 0) {
            squares += difference * difference;
        }
        count++;
    }

    private double predict() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weights[i] * features[i];
        }
        return sum;
    }

    private void features(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        double day = local.toLocalTime().toNanoOfDay() / 86_400e9;
        double year = 2 * Math.PI * (local.getDayOfYear() - 1 + day) / DAYS_PER_YEAR;
        features[0] = 1;
        harmonics(1, year);
        if (size > 5) {
            harmonics(5, 2 * Math.PI * day);
        }
    }

    private void harmonics(int at, double angle) {
        features[at] = StrictMath.cos(angle);
        features[at + 1] = StrictMath.sin(angle);
        features[at + 2] = StrictMath.cos(2 * angle);
        features[at + 3] = StrictMath.sin(2 * angle);
    }
}
