package io.fieldcast.monitoring;

import org.apache.flink.metrics.Gauge;

/** A gauge that holds the last number given to it; NaN until the first. Thread-safe. */
final class SettableGauge implements Gauge<Double> {
    private volatile double value = Double.NaN;

    /** Takes {@code value}, unless it is NaN. */
    void set(double value) {
        if (!Double.isNaN(value)) {
            this.value = value;
        }
    }

    @Override
    public Double getValue() {
        return value;
    }
}
