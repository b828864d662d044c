package io.fieldcast.monitoring;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.MetricGroup;

/** The rank histogram as counters. A cycle gives expected counts, which are no whole numbers; the rest waits for the next. */
final class RankCounters {
    /** Classes of the rank, equally wide. */
    static final int CLASSES = 10;

    private final TaggedCounters counters;
    private final double[] rest = new double[CLASSES];

    RankCounters(MetricGroup group) {
        List<String> names =
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        counters = new TaggedCounters(group, ForecastMeter.RANKS, names);
    }

    /** Adds {@code count} observations to class {@code rank}; NaN adds nothing. */
    void add(int rank, double count) {
        if (count > 0) {
            double sum = rest[rank] + count;
            long whole = (long) sum;
            rest[rank] = sum - whole;
            counters.add(Integer.toString(rank), whole);
        }
    }
}
