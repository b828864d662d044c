package io.fieldcast.assimilation;

import java.util.Arrays;

/** Median and spread of a few numbers, which up to half of them cannot spoil. Owns its memory; confined to one thread. */
final class RobustCentre {
    /** Makes the median absolute deviation of normal numbers their standard deviation. */
    private static final double NORMAL_SCALE = 1.4826;

    private final double[] values;
    private int count;

    /** @param capacity most numbers that are added between two calls of {@link #clear} */
    RobustCentre(int capacity) {
        this.values = new double[capacity];
    }

    void clear() {
        count = 0;
    }

    void add(double value) {
        values[count++] = value;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    /** Median of what was added, at least one number. */
    double median() {
        Arrays.sort(values, 0, count);
        int half = count / 2;
        return count % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
    }

    /** Standard deviation about {@code centre} by the median absolute deviation; what was added is forgotten. */
    double deviation(double centre) {
        for (int i = 0; i < count; i++) {
            values[i] = Math.abs(values[i] - centre);
        }
        double deviation = NORMAL_SCALE * median();
        clear();
        return deviation;
    }
}
