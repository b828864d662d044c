package io.fieldcast.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** One meter's value, made from all the sources that feed it. Thread-safe. */
final class Series {
    private final boolean adding;
    private final List<DoubleSupplier> sources = new ArrayList<>();
    private double gone;

    private Series(boolean adding) {
        this.adding = adding;
    }

    /** The sum of all sources, those that left included: a counter must not fall while it lives. */
    static Series adding() {
        return new Series(true);
    }

    /** The source that came last. */
    static Series latest() {
        return new Series(false);
    }

    synchronized void add(DoubleSupplier source) {
        sources.add(source);
    }

    synchronized void remove(DoubleSupplier source) {
        if (sources.remove(source) && adding) {
            gone += source.getAsDouble();
        }
    }

    synchronized boolean isEmpty() {
        return sources.isEmpty();
    }

    /** The value now; NaN for a gauge without a source. */
    double value() {
        List<DoubleSupplier> now;
        double sum;
        // Flink's own gauges are read outside the lock: some of them wait for locks of theirs.
        synchronized (this) {
            now = List.copyOf(sources);
            sum = gone;
        }
        if (!adding) {
            return now.isEmpty() ? Double.NaN : now.get(now.size() - 1).getAsDouble();
        }
        for (DoubleSupplier source : now) {
            sum += source.getAsDouble();
        }
        return sum;
    }
}
