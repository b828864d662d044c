package io.fieldcast.forecasting;

import io.fieldcast.domain.Check;
import java.io.Serializable;
import java.time.Instant;

/**
 * The regular part of a season: a constant, and cosines and sines of the year and of the day. Immutable.
 *
 * @param annual harmonics of the year (365.2425 days), 0 to 6
 * @param daily harmonics of the day, 0 to 6
 */
public record Harmonics(int annual, int daily) implements Serializable {
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double SECONDS_PER_YEAR = 365.2425 * SECONDS_PER_DAY;

    public Harmonics {
        Check.that(annual >= 0 && annual <= 6, "annual harmonics must lie in 0..6, got %d", annual);
        Check.that(daily >= 0 && daily <= 6, "daily harmonics must lie in 0..6, got %d", daily);
    }

    /** Number of features: {@code 1 + 2 (annual + daily)}. */
    public int size() {
        return 1 + 2 * (annual + daily);
    }

    /** Writes the features at {@code time} into {@code features}, length {@link #size}. */
    public void features(Instant time, double[] features) {
        Check.length("features", features, size());
        double seconds = time.getEpochSecond() + time.getNano() * 1e-9;
        features[0] = 1;
        int at = write(annual, phase(seconds, SECONDS_PER_YEAR), features, 1);
        write(daily, phase(seconds, SECONDS_PER_DAY), features, at);
    }

    private static double phase(double seconds, double period) {
        double turns = seconds / period;
        return 2 * Math.PI * (turns - Math.floor(turns));
    }

    private static int write(int count, double phase, double[] features, int from) {
        int at = from;
        for (int k = 1; k <= count; k++) {
            features[at++] = Math.cos(k * phase);
            features[at++] = Math.sin(k * phase);
        }
        return at;
    }
}
