package io.fieldcast.monitoring;

import io.fieldcast.domain.Check;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/**
 * A Flink histogram of durations in nanoseconds with fixed buckets, which Flink's own histograms lack and Prometheus needs to join
 * several processes. {@link MicrometerReporter} recognises it and hands each duration on to a Micrometer timer with the same bounds,
 * even where the job's class loader has one copy of this class and the reporter's another. Thread-safe.
 */
public final class BucketHistogram implements Histogram {
    private final long[] bounds;
    private final long[] counts;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private long count;
    private double sum;
    private double sumOfSquares;
    private long least = Long.MAX_VALUE;
    private long greatest;

    /** @param bounds upper bounds of the buckets, rising, above zero; what is above the last is counted too */
    public BucketHistogram(List<Duration> bounds) {
        this.bounds = bounds.stream().mapToLong(Duration::toNanos).toArray();
        Check.that(this.bounds.length > 0 && this.bounds[0] > 0, "bounds must start above zero, got %s", bounds);
        for (int i = 1; i < this.bounds.length; i++) {
            Check.that(this.bounds[i - 1] < this.bounds[i], "bounds must rise, got %s", bounds);
        }
        counts = new long[this.bounds.length + 1];
    }

    /** Adds a duration in nanoseconds; one below zero, from a clock set back, counts as zero. */
    @Override
    public void update(long nanos) {
        long duration = Math.max(0, nanos);
        synchronized (this) {
            counts[bucket(duration)]++;
            count++;
            sum += duration;
            sumOfSquares += (double) duration * duration;
            least = Math.min(least, duration);
            greatest = Math.max(greatest, duration);
        }
        for (LongConsumer listener : listeners) {
            listener.accept(duration);
        }
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    /** A snapshot; its quantiles are interpolated inside a bucket. */
    @Override
    public synchronized HistogramStatistics getStatistics() {
        return new BucketStatistics(bounds, counts.clone(), sum, sumOfSquares, count == 0 ? 0 : least, greatest);
    }

    /** Upper bounds of the buckets. */
    public List<Duration> bounds() {
        return Arrays.stream(bounds).mapToObj(Duration::ofNanos).toList();
    }

    /**
     * The histogram itself, or if it is of the same class from another class loader, a copy that receives from now on what the
     * histogram does; empty for a histogram without buckets.
     *
     * @throws IllegalArgumentException if it is of another version of this class, which cannot be listened to
     */
    static Optional<BucketHistogram> of(Histogram histogram) {
        if (histogram instanceof BucketHistogram ours) {
            return Optional.of(ours);
        }
        Class<?> type = histogram.getClass();
        if (!type.getName().equals(BucketHistogram.class.getName())) {
            return Optional.empty();
        }
        try {
            List<?> bounds = (List<?>) type.getMethod("bounds").invoke(histogram);
            BucketHistogram copy = new BucketHistogram(
                    bounds.stream().map(Duration.class::cast).toList());
            LongConsumer update = copy::update;
            type.getMethod("listen", LongConsumer.class).invoke(histogram, update);
            return Optional.of(copy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the job's histogram is of another version of Fieldcast", e);
        }
    }

    /**
     * From now on {@code listener} receives every duration too, in nanoseconds, on the thread that measured it. Public, and with the
     * JDK's types alone, for a reporter of another class loader.
     */
    public void listen(LongConsumer listener) {
        listeners.add(listener);
    }

    void forget(LongConsumer listener) {
        listeners.remove(listener);
    }

    private int bucket(long duration) {
        int found = Arrays.binarySearch(bounds, duration);
        return found >= 0 ? found : -found - 1;
    }
}
