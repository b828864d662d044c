package io.fieldcast.monitoring;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A gauge that holds the last number given to it. It is not there before the first: over an hour that begins with one NaN Prometheus'
 * average is NaN, and an alert on it blind. Set by one thread, read by any.
 */
final class SettableGauge implements Gauge<Double> {
    private final MetricGroup group;
    private final String name;
    private volatile double value = Double.NaN;

    /** @param group that the gauge joins with its first number */
    SettableGauge(MetricGroup group, ForecastMeter meter) {
        this.group = group;
        this.name = meter.meterName();
    }

    /** Takes {@code value}, unless it is NaN. */
    void set(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        boolean first = Double.isNaN(this.value);
        this.value = value;
        if (first) {
            group.gauge(name, this);
        }
    }

    @Override
    public Double getValue() {
        return value;
    }
}
