package io.fieldcast.connectors.intake;

import io.fieldcast.connectors.record.Incoming;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Says for a reader as a whole that it is idle: when no partition was assigned to it for a moment, since there may be fewer partitions than
 * readers. Not while any partition has yet to say its first word: Flink would set the reader aside for its silence although an empty
 * partition holds the watermark back, and what its other partitions hold would be late. From then on partitions speak for the reader.
 */
final class ReaderIdleness implements WatermarkGenerator<Incoming> {
    /** For so long a reader waits for a partition; finding them takes less, and meanwhile nothing is read elsewhere either. */
    private static final Duration WITHOUT_PARTITION = Duration.ofSeconds(2);

    private final WatermarkGenerator<Incoming> alone;
    private boolean hasPartitions;
    private int silent;
    private boolean idle;

    /** @param idleness of its partitions; the reader without any waits no longer than they */
    ReaderIdleness(WatermarkGenerator<Incoming> times, Duration idleness, RelativeClock clock) {
        Duration wait = idleness.compareTo(WITHOUT_PARTITION) < 0 ? idleness : WITHOUT_PARTITION;
        this.alone = new WatermarksWithIdleness<>(times, wait, clock);
    }

    /** The generator of one more partition, which tells of its first word. */
    WatermarkGenerator<Incoming> with(WatermarkGenerator<Incoming> partition) {
        hasPartitions = true;
        silent++;
        return new OfPartition(partition);
    }

    @Override
    public void onEvent(Incoming incoming, long timestamp, WatermarkOutput output) {
        alone.onEvent(incoming, timestamp, output);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (!hasPartitions) {
            alone.onPeriodicEmit(output);
            // Or may be soon: to be called active once too often does no harm.
            idle = true;
        } else if (silent > 0 && idle) {
            output.markActive();
            idle = false;
        } else if (silent == 0 && !idle) {
            output.markIdle();
            idle = true;
        }
    }

    /** Tells its reader of its first word, be it a watermark or that it is idle. */
    private final class OfPartition implements WatermarkGenerator<Incoming>, WatermarkOutput {
        private final WatermarkGenerator<Incoming> generator;
        private boolean spoke;
        private WatermarkOutput output = this;

        OfPartition(WatermarkGenerator<Incoming> generator) {
            this.generator = generator;
        }

        @Override
        public void onEvent(Incoming incoming, long timestamp, WatermarkOutput target) {
            output = target;
            generator.onEvent(incoming, timestamp, spoke ? target : this);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput target) {
            output = target;
            generator.onPeriodicEmit(spoke ? target : this);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            speaks();
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            speaks();
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }

        private void speaks() {
            if (!spoke) {
                spoke = true;
                silent--;
            }
        }
    }
}
