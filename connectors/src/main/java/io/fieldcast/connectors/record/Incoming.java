package io.fieldcast.connectors.record;

import io.fieldcast.domain.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record that was read: an observation, or a dead letter. Fields are public because Flink then serialises it
 * as a plain object; nobody writes to them after construction.
 */
public final class Incoming {
    /** {@link #watermarkTime} of a record that must not move the watermark. */
    public static final long NO_WATERMARK = Long.MIN_VALUE;

    public String field = "";
    public String station = "";

    /** When the value was measured, or the arrival time of a dead letter; milliseconds since 1970. */
    public long time;

    public double value;

    /** The event time that the watermark may rise to on seeing this record, or {@link #NO_WATERMARK}. */
    public long watermarkTime = NO_WATERMARK;

    /** The letter of a refused record; absent for an observation. Read it through {@link #deadLetter()}. */
    public @Nullable Outgoing letter;

    /** For Flink's serializer only. */
    public Incoming() {}

    /** A record that was let in. */
    public static Incoming observation(String field, String station, long time, double value, long watermarkTime) {
        Incoming incoming = new Incoming();
        incoming.field = field;
        incoming.station = station;
        incoming.time = time;
        incoming.value = value;
        incoming.watermarkTime = watermarkTime;
        return incoming;
    }

    /** A record that was refused. */
    public static Incoming refused(Outgoing letter) {
        Incoming incoming = new Incoming();
        incoming.time = letter.timestamp;
        incoming.value = Double.NaN;
        incoming.letter = letter;
        return incoming;
    }

    public boolean isDeadLetter() {
        return letter != null;
    }

    /** @throws IllegalStateException if this is an observation */
    public Outgoing deadLetter() {
        if (letter == null) {
            throw new IllegalStateException("an observation of " + station + " has no dead letter");
        }
        return letter;
    }

    /** @throws IllegalStateException if this is a dead letter */
    public Observation toObservation() {
        if (letter != null) {
            throw new IllegalStateException("a dead letter has no observation: " + letter.text());
        }
        return new Observation(field, station, Instant.ofEpochMilli(time), value);
    }

    @Override
    public String toString() {
        return letter == null
                ? field + "/" + station + " " + Instant.ofEpochMilli(time) + " " + value
                : "refused " + letter.text();
    }
}
