package io.fieldcast.tests.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From values to places along a line. Immutable.
 *
 * @param low value at {@code start}
 * @param high value at {@code end}, above {@code low}
 */
record Scale(double low, double high, double start, double end) {
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** A scale that holds all {@code values} and ends at {@code least} and {@code most} where they are given. */
    static Scale over(List<Double> values, Optional<Double> least, Optional<Double> most, double start, double end) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        low = least.orElse(low <= high ? low : 0);
        high = most.orElse(Math.max(high, low));
        double room = high > low ? 0.05 * (high - low) : Math.max(Math.abs(high), 1) * 0.5;
        return new Scale(
                least.isPresent() ? low : low - room, most.isPresent() && high > low ? high : high + room, start, end);
    }

    double at(double value) {
        return start + (value - low) / (high - low) * (end - start);
    }

    /** Round values inside, about {@code count} of them. */
    List<Double> ticks(int count) {
        double rough = (high - low) / count;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double round : ROUND) {
            if (round * power >= rough) {
                step = round * power;
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
