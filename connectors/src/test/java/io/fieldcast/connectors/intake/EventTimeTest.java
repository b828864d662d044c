package io.fieldcast.connectors.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.record.Incoming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class EventTimeTest {
    private final WatermarkStrategy<Incoming> strategy = EventTime.strategy(Duration.ofMillis(100), Duration.ZERO);
    private final WatermarkGenerator<Incoming> generator = strategy.createWatermarkGenerator(new Context());
    private final ManualClock clock = new ManualClock(1);
    private final List<Long> emitted = new ArrayList<>();
    private final List<String> status = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            status.add("idle");
        }

        @Override
        public void markActive() {
            status.add("active");
        }
    };

    @Test
    void risesWithTrustedTimesOnly() {
        generator.onPeriodicEmit(output);
        see(9_000_000, Incoming.NO_WATERMARK);
        assertThat(emitted).isEmpty();
        see(1000, 1000);
        see(500, 500);
        see(9_000_000, Incoming.NO_WATERMARK);
        see(2000, 2000);
        assertThat(emitted.stream().distinct()).containsExactly(899L, 1899L);
    }

    @Test
    void tellsOfACompletedStepWithTheRecordThatCompletesIt() {
        WatermarkGenerator<Incoming> stepwise = EventTime.strategy(
                        Duration.ofMillis(100), Duration.ZERO, Duration.ofMillis(1000))
                .createWatermarkGenerator(new Context());
        for (long time : new long[] {1000, 1100, 1101, 1500, 3000}) {
            stepwise.onEvent(Incoming.observation("f", "s", time, 1, time, 0), time, output);
        }
        assertThat(emitted).containsExactly(899L, 1000L, 2899L);
    }

    /** Flink makes a generator for the reader as a whole first, which never sees a record. */
    @Test
    void aReaderIsNeverIdleBeforeEachOfItsPartitionsHasSpoken() {
        WatermarkStrategy<Incoming> patient = EventTime.strategy(Duration.ZERO, Duration.ofSeconds(30));
        WatermarkGenerator<Incoming> reader = patient.createWatermarkGenerator(new Context());
        WatermarkGenerator<Incoming> empty = patient.createWatermarkGenerator(new Context());
        WatermarkGenerator<Incoming> flowing = patient.createWatermarkGenerator(new Context());

        flowing.onEvent(Incoming.observation("f", "s", 1000, 1, 1000, 0), 1000, output);
        for (int second = 0; second < 32; second++) {
            assertThat(status).isEmpty();
            clock.advanceTime(Duration.ofSeconds(1));
            flowing.onEvent(Incoming.observation("f", "s", 1000, 1, 1000, 0), 1000, output);
            empty.onPeriodicEmit(output);
            flowing.onPeriodicEmit(output);
            reader.onPeriodicEmit(output);
        }
        assertThat(status).containsExactly("idle", "idle");
    }

    @Test
    void aReaderWithoutAPartitionIsIdleSoonAndBackAsSoonAsItHasOne() {
        WatermarkStrategy<Incoming> patient = EventTime.strategy(Duration.ZERO, Duration.ofSeconds(30));
        WatermarkGenerator<Incoming> reader = patient.createWatermarkGenerator(new Context());

        reader.onPeriodicEmit(output);
        clock.advanceTime(Duration.ofMillis(1999));
        reader.onPeriodicEmit(output);
        assertThat(status).isEmpty();
        clock.advanceTime(Duration.ofMillis(2));
        reader.onPeriodicEmit(output);
        assertThat(status).containsExactly("idle");

        patient.createWatermarkGenerator(new Context());
        reader.onPeriodicEmit(output);
        assertThat(status).containsExactly("idle", "active");
    }

    @Test
    void givesEachRecordItsOwnTime() {
        Incoming incoming = Incoming.observation("f", "s", 77, 1, Incoming.NO_WATERMARK, 0);
        assertThat(strategy.createTimestampAssigner(new Context()).extractTimestamp(incoming, 5))
                .isEqualTo(77);
    }

    @Test
    void refusesNegativeLateness() {
        assertThatThrownBy(() -> EventTime.strategy(Duration.ofMillis(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void see(long time, long watermarkTime) {
        generator.onEvent(Incoming.observation("f", "s", time, 1, watermarkTime, 0), time, output);
        generator.onPeriodicEmit(output);
    }

    private final class Context implements WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return clock;
        }
    }
}
