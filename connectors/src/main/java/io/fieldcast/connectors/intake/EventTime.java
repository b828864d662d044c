package io.fieldcast.connectors.intake;

import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.domain.Check;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/** Event time of incoming records: each has its own time, and only trusted times move the watermark. */
public final class EventTime {
    private EventTime() {}

    /**
     * The strategy for sources of {@link Incoming}, with a watermark at once whenever the trusted time rises.
     *
     * @param lateness how much later than a younger observation an older one may arrive
     * @param idleness after which a silent partition no longer holds the others back; zero for never, as a bounded replay needs
     */
    public static WatermarkStrategy<Incoming> strategy(Duration lateness, Duration idleness) {
        return strategy(lateness, idleness, Duration.ofMillis(1));
    }

    /**
     * The strategy for sources of {@link Incoming}. A watermark goes out with the very record that completes a step, so that what
     * comes too late is decided by the order of the records alone, never by a clock; between two steps now and then.
     *
     * @param step the cycles of all fields are multiples of it
     */
    public static WatermarkStrategy<Incoming> strategy(Duration lateness, Duration idleness, Duration step) {
        Check.that(step.toMillis() >= 1, "step must be at least a millisecond, got %s", step);
        Check.that(!lateness.isNegative(), "lateness must not be negative, got %s", lateness);
        Check.that(!idleness.isNegative(), "idleness must not be negative, got %s", idleness);
        return WatermarkStrategy.<Incoming>forGenerator(new Generators(lateness.toMillis(), idleness, step.toMillis()))
                .withTimestampAssigner((incoming, previous) -> incoming.time);
    }

    /**
     * Generators of one reader. Flink asks for one for the reader as a whole before it asks for those of its partitions, and all records come
     * by partitions.
     */
    private static final class Generators implements WatermarkGeneratorSupplier<Incoming> {
        private static final long serialVersionUID = 1;

        private final long lateness;
        private final Duration idleness;
        private final long step;
        private transient @Nullable ReaderIdleness reader;

        Generators(long lateness, Duration idleness, long step) {
            this.lateness = lateness;
            this.idleness = idleness;
            this.step = step;
        }

        @Override
        public WatermarkGenerator<Incoming> createWatermarkGenerator(Context context) {
            TrustedTimes times = new TrustedTimes(lateness, step);
            if (idleness.isZero()) {
                return times;
            }
            RelativeClock clock = context.getInputActivityClock();
            if (reader == null) {
                reader = new ReaderIdleness(times, idleness, clock);
                return reader;
            }
            return reader.with(new WatermarksWithIdleness<>(times, idleness, clock));
        }
    }

    /** Rises with trusted times only, and stays silent until there is one. */
    private static final class TrustedTimes implements WatermarkGenerator<Incoming> {
        private final long lateness;
        private final long step;
        private long latest = Incoming.NO_WATERMARK;
        private long complete = Long.MIN_VALUE;

        TrustedTimes(long lateness, long step) {
            this.lateness = lateness;
            this.step = step;
        }

        @Override
        public void onEvent(Incoming incoming, long timestamp, WatermarkOutput output) {
            if (incoming.watermarkTime > latest) {
                latest = incoming.watermarkTime;
                long steps = Math.floorDiv(latest - lateness - 1, step);
                if (steps > complete) {
                    complete = steps;
                    onPeriodicEmit(output);
                }
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            if (latest != Incoming.NO_WATERMARK) {
                // A watermark t says that nothing at or before t follows, hence the last millisecond.
                output.emitWatermark(new Watermark(latest - lateness - 1));
            }
        }
    }
}
