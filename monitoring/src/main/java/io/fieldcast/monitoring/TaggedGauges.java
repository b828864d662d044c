package io.fieldcast.monitoring;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One meter's gauges, one for each value of its tag, made when first set. Written by one thread, read by any. */
final class TaggedGauges {
    private static final Logger log = LoggerFactory.getLogger(TaggedGauges.class);

    /** A field with more parameters than this has one for each place, say, and nobody reads a curve of each. */
    static final int MOST = 32;

    private final MetricGroup group;
    private final ForecastMeter meter;
    private final String key;
    private final Map<String, SettableGauge> gauges = new HashMap<>();
    private boolean full;

    /** @throws IllegalArgumentException if {@code meter} carries no tag */
    TaggedGauges(MetricGroup group, ForecastMeter meter) {
        this.group = group;
        this.meter = meter;
        this.key = meter.tag().orElseThrow(() -> new IllegalArgumentException(meter.meterName() + " carries no tag"));
    }

    /** Sets the gauge of one value of the tag; NaN leaves it as it was, and what is beyond {@link #MOST} is not shown. */
    void set(String value, double number) {
        SettableGauge gauge = gauges.get(value);
        if (gauge == null) {
            if (gauges.size() >= MOST) {
                if (!full) {
                    log.warn("values left out meter={} tag={} first={} most={}", meter.meterName(), key, value, MOST);
                    full = true;
                }
                return;
            }
            gauge = new SettableGauge(group.addGroup(key, value), meter);
            gauges.put(value, gauge);
        }
        gauge.set(number);
    }
}
