package io.fieldcast.monitoring;

import java.time.Duration;
import java.util.List;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** A histogram of Flink's own kind, which shows no buckets to the outside. */
final class PlainHistogram implements Histogram {
    private final BucketHistogram within = new BucketHistogram(List.of(Duration.ofNanos(200), Duration.ofNanos(400)));

    @Override
    public void update(long value) {
        within.update(value);
    }

    @Override
    public long getCount() {
        return within.getCount();
    }

    @Override
    public HistogramStatistics getStatistics() {
        return within.getStatistics();
    }
}
