package io.fieldcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.apache.flink.metrics.HistogramStatistics;
import org.junit.jupiter.api.Test;

class BucketHistogramTest {
    private final BucketHistogram histogram =
            new BucketHistogram(List.of(Duration.ofNanos(10), Duration.ofNanos(20), Duration.ofNanos(50)));

    @Test
    void knowsCountMeanAndExtremesExactly() {
        for (long value : new long[] {5, 15, 15, 100}) {
            histogram.update(value);
        }
        HistogramStatistics statistics = histogram.getStatistics();
        assertThat(histogram.getCount()).isEqualTo(4);
        assertThat(statistics.getMean()).isEqualTo(33.75);
        assertThat(statistics.getMin()).isEqualTo(5);
        assertThat(statistics.getMax()).isEqualTo(100);
        assertThat(statistics.getStdDev()).isEqualTo(44.4175, within(1e-4));
    }

    @Test
    void interpolatesQuantilesInsideABucket() {
        for (int value = 1; value <= 20; value++) {
            histogram.update(value);
        }
        HistogramStatistics statistics = histogram.getStatistics();
        assertThat(statistics.getQuantile(0.5)).isEqualTo(10, within(1.0));
        assertThat(statistics.getQuantile(0.75)).isEqualTo(15, within(1.0));
        assertThat(statistics.getQuantile(1)).isEqualTo(20);
    }

    @Test
    void isZeroWhileEmpty() {
        HistogramStatistics statistics = histogram.getStatistics();
        assertThat(statistics.getQuantile(0.99)).isZero();
        assertThat(statistics.getMean()).isZero();
        assertThat(statistics.size()).isZero();
    }

    @Test
    void takesAClockThatWasSetBackForZero() {
        histogram.update(-7);
        assertThat(histogram.getStatistics().getMax()).isZero();
    }

    @Test
    void refusesBoundsThatDoNotRise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BucketHistogram(List.of(Duration.ofNanos(2), Duration.ofNanos(2))))
                .withMessageContaining("bounds must rise");
    }
}
