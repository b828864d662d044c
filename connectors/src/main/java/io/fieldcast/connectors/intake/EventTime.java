package io.fieldcast.connectors.intake;

import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.domain.Check;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Event time of incoming records: each has its own time, and only trusted times move the watermark. */
public final class EventTime {
    private EventTime() {}

    /**
     * The strategy for sources of {@link Incoming}.
     *
     * @param lateness how much later than a younger observation an older one may arrive
     * @param idleness after which a silent partition no longer holds the others back; zero for never, as a bounded replay needs
     */
    public static WatermarkStrategy<Incoming> strategy(Duration lateness, Duration idleness) {
        Check.that(!lateness.isNegative(), "lateness must not be negative, got %s", lateness);
        Check.that(!idleness.isNegative(), "idleness must not be negative, got %s", idleness);
        long millis = lateness.toMillis();
        WatermarkStrategy<Incoming> strategy = WatermarkStrategy.<Incoming>forGenerator(
                        context -> new TrustedTimes(millis))
                .withTimestampAssigner((incoming, previous) -> incoming.time);
        return idleness.isZero() ? strategy : strategy.withIdleness(idleness);
    }

    /**
     * The same, holding back partitions that run ahead of the others, so that buffers stay small.
     *
     * @param alignmentGroup name shared by the sources that wait for each other
     * @param maxDrift how far, in event time, one may be ahead of the slowest
     */
    public static WatermarkStrategy<Incoming> strategy(
            Duration lateness, Duration idleness, String alignmentGroup, Duration maxDrift) {
        return strategy(lateness, idleness).withWatermarkAlignment(alignmentGroup, maxDrift);
    }

    /** Rises with trusted times only, and stays silent until there is one. */
    private static final class TrustedTimes implements WatermarkGenerator<Incoming> {
        private final long lateness;
        private long latest = Incoming.NO_WATERMARK;

        TrustedTimes(long lateness) {
            this.lateness = lateness;
        }

        @Override
        public void onEvent(Incoming incoming, long timestamp, WatermarkOutput output) {
            latest = Math.max(latest, incoming.watermarkTime);
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
