package io.fieldcast.monitoring;

import io.fieldcast.domain.Check;
import java.util.Arrays;
import org.apache.flink.metrics.HistogramStatistics;

/** What a {@link BucketHistogram} held at one moment. Immutable. */
final class BucketStatistics extends HistogramStatistics {
    private final long[] bounds;
    private final long[] counts;
    private final double sum;
    private final double sumOfSquares;
    private final long least;
    private final long greatest;
    private final long count;

    /**
     * @param bounds upper bounds of the buckets, rising, shared and never written to
     * @param counts observations in each bucket, one longer than {@code bounds}; ownership passes to this object
     */
    BucketStatistics(long[] bounds, long[] counts, double sum, double sumOfSquares, long least, long greatest) {
        Check.that(
                counts.length == bounds.length + 1,
                "counts has length %d, expected %d",
                counts.length,
                bounds.length + 1);
        this.bounds = bounds;
        this.counts = counts;
        this.sum = sum;
        this.sumOfSquares = sumOfSquares;
        this.least = least;
        this.greatest = greatest;
        this.count = Arrays.stream(counts).sum();
    }

    /** Value below which a share {@code quantile} lies, interpolated inside its bucket; 0 without observations. */
    @Override
    public double getQuantile(double quantile) {
        double wanted = quantile * count;
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && below + counts[i] >= wanted) {
                double from = Math.max(least, i == 0 ? 0 : bounds[i - 1]);
                double to = Math.min(greatest, i == bounds.length ? greatest : bounds[i]);
                return from + (to - from) * Math.max(0, wanted - below) / counts[i];
            }
            below += counts[i];
        }
        return greatest;
    }

    /** Always empty: single values are not kept. */
    @Override
    public long[] getValues() {
        return new long[0];
    }

    @Override
    public int size() {
        return Math.toIntExact(Math.min(count, Integer.MAX_VALUE));
    }

    @Override
    public double getMean() {
        return count == 0 ? 0 : sum / count;
    }

    @Override
    public double getStdDev() {
        return count < 2 ? 0 : Math.sqrt(Math.max(0, (sumOfSquares - sum * sum / count) / (count - 1)));
    }

    @Override
    public long getMax() {
        return greatest;
    }

    @Override
    public long getMin() {
        return least;
    }
}
