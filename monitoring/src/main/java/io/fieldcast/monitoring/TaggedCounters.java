package io.fieldcast.monitoring;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * One meter's counters, one for each value of its tag. All are there from the start: a counter that appears with its first event
 * shows no rise, and an alert would sleep through it. Written by one thread, read by any.
 */
final class TaggedCounters {
    private final ForecastMeter meter;
    private final Map<String, Counter> counters = new HashMap<>();

    /** @param values every value that the tag can have */
    TaggedCounters(MetricGroup group, ForecastMeter meter, Collection<String> values) {
        this.meter = meter;
        String key = meter.tag().orElseThrow(() -> new IllegalArgumentException(meter.meterName() + " carries no tag"));
        for (String value : values) {
            counters.put(value, group.addGroup(key, value).counter(meter.meterName()));
        }
    }

    /** @throws IllegalArgumentException if {@code value} was not named at the start */
    void add(String value, long count) {
        Counter counter = counters.get(value);
        if (counter == null) {
            throw new IllegalArgumentException(meter.meterName() + " has no value " + value);
        }
        counter.inc(count);
    }
}
