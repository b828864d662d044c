package io.fieldcast.monitoring;

import io.fieldcast.monitoring.SeriesTable.Name;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries every Flink metric into a Micrometer registry: a counter as a counter, a meter's rate and a number as a gauge, a histogram
 * as its count and quantiles, a {@link BucketHistogram} as a timer with buckets. Metrics of ours keep the name of their
 * {@link ForecastMeter}, all others go under {@code flink.}. Thread-safe.
 */
public final class MicrometerReporter implements MetricReporter {
    private static final Logger log = LoggerFactory.getLogger(MicrometerReporter.class);
    private static final double[] QUANTILES = {0.5, 0.75, 0.95, 0.99, 0.999};

    private final RegistryLease lease;
    private final IdentityHashMap<Metric, List<Runnable>> removals = new IdentityHashMap<>();

    /** @param lease the registry to feed; closed with this reporter */
    MicrometerReporter(RegistryLease lease) {
        this.lease = lease;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public synchronized void close() {
        removals.values().forEach(actions -> actions.forEach(Runnable::run));
        removals.clear();
        lease.close();
    }

    @Override
    public synchronized void notifyOfAddedMetric(Metric metric, String metricName, MetricGroup group) {
        List<Runnable> actions = removals.computeIfAbsent(metric, added -> new ArrayList<>());
        try {
            Name name = ForecastMeter.named(metricName)
                    .map(meter -> ownName(meter, group))
                    .orElseGet(() -> flinkName(metricName, group));
            add(metric, name, actions);
        } catch (IllegalArgumentException e) {
            // Two Flink metrics of different kinds whose names differ only in case or punctuation; the first stays. Or
            // too
            // many.
            log.warn("metric left out name={} reason={}", metricName, e.getMessage());
        }
    }

    @Override
    public synchronized void notifyOfRemovedMetric(Metric metric, String metricName, MetricGroup group) {
        List<Runnable> actions = removals.remove(metric);
        if (actions != null) {
            actions.forEach(Runnable::run);
        }
    }

    /** Counters go without their unit, which their name says already and Prometheus would say once more. */
    private static Name ownName(ForecastMeter meter, MetricGroup group) {
        boolean counted = meter.kind() == ForecastMeter.Kind.COUNTER;
        return new Name(
                meter.meterName(),
                MetricNames.ownTags(meter, group),
                counted ? null : meter.baseUnit().orElse(null),
                meter.description());
    }

    private static Name flinkName(String metricName, MetricGroup group) {
        return new Name(
                MetricNames.flinkName(metricName, group), MetricNames.flinkTags(group), null, "Flink's " + metricName);
    }

    private void add(Metric metric, Name name, List<Runnable> actions) {
        SeriesTable table = lease.table();
        switch (metric.getMetricType()) {
            case COUNTER -> actions.add(table.counter(name, ((Counter) metric)::getCount));
            case METER -> actions.add(table.gauge(name, ((Meter) metric)::getRate));
            case GAUGE -> addGauge((Gauge<?>) metric, name, actions);
            case HISTOGRAM -> addHistogram((Histogram) metric, name, actions);
        }
    }

    private void addGauge(Gauge<?> gauge, Name name, List<Runnable> actions) {
        if (mayBeNumber(gauge)) {
            actions.add(lease.table().gauge(name, () -> number(gauge.getValue())));
        }
    }

    private void addHistogram(Histogram histogram, Name name, List<Runnable> actions) {
        SeriesTable table = lease.table();
        Optional<BucketHistogram> buckets = BucketHistogram.of(histogram);
        if (buckets.isPresent()) {
            actions.add(table.timer(name, buckets.get()));
            return;
        }
        actions.add(table.counter(name.withSuffix(".values"), histogram::getCount));
        for (double quantile : QUANTILES) {
            actions.add(table.gauge(
                    name.and("quantile", Double.toString(quantile)),
                    () -> histogram.getStatistics().getQuantile(quantile)));
        }
    }

    /** False for gauges that hold texts. One without a value yet, or not yet able to say, may still become a number. */
    private static boolean mayBeNumber(Gauge<?> gauge) {
        @Nullable Object value;
        try {
            value = gauge.getValue();
        } catch (RuntimeException e) {
            log.debug("gauge has no value yet", e);
            return true;
        }
        return value == null || value instanceof Number || value instanceof Boolean;
    }

    private static double number(@Nullable Object value) {
        if (value instanceof Number found) {
            return found.doubleValue();
        }
        return value instanceof Boolean truth ? (truth ? 1 : 0) : Double.NaN;
    }
}
