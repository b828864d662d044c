package io.fieldcast.connectors.record;

import io.fieldcast.domain.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one record that was read: an observation, a dead letter, or an observation whose time nothing speaks for yet and
 * that is therefore accompanied by the letter it becomes should it prove wrong. Fields are public because Flink then serialises
 * it as a plain object; nobody writes to them after construction.
 */
public final class Incoming {
    /** {@link #watermarkTime} of a record that must not move the watermark. */
    public static final long NO_WATERMARK = Long.MIN_VALUE;

    /** {@link #arrived} of a record whose source does not say when it arrived. */
    public static final long NO_ARRIVAL = Long.MIN_VALUE;

    public String field = "";
    public String station = "";

    /** When the value was measured, or the arrival time of a dead letter; milliseconds since 1970. */
    public long time;

    public double value;

    /** The event time that the watermark may rise to on seeing this record, or {@link #NO_WATERMARK}. */
    public long watermarkTime = NO_WATERMARK;

    /** When the record entered Kafka, milliseconds since 1970, or {@link #NO_ARRIVAL}. For meters only: no result depends on it. */
    public long arrived = NO_ARRIVAL;

    /** What the order of records holds in: a Kafka partition or a file. */
    public int partition;

    /** Whether this is an observation whose time nothing speaks for yet. */
    public boolean unproven;

    /** The letter of a refused or unproven record; absent for others. Read it through {@link #deadLetter()}. */
    public @Nullable Outgoing letter;

    /** Why the record was refused, as its letter says; empty for others. */
    public String reason = "";

    /** For Flink's serializer only. */
    public Incoming() {}

    /** A record that was let in. */
    public static Incoming observation(
            String field, String station, long time, double value, long watermarkTime, int partition) {
        Incoming incoming = new Incoming();
        incoming.field = field;
        incoming.station = station;
        incoming.time = time;
        incoming.value = value;
        incoming.watermarkTime = watermarkTime;
        incoming.partition = partition;
        return incoming;
    }

    /** The same observation, known to have entered Kafka at {@code millis} since 1970. */
    public Incoming at(long millis) {
        Incoming incoming = observation(field, station, time, value, watermarkTime, partition);
        incoming.arrived = millis;
        return incoming;
    }

    /** The same observation, to be believed only once others of its partition speak for its time. */
    public Incoming until(Outgoing letterIfWrong) {
        Incoming incoming = observation(field, station, time, value, NO_WATERMARK, partition);
        incoming.arrived = arrived;
        incoming.unproven = true;
        incoming.letter = letterIfWrong;
        return incoming;
    }

    /**
     * A record that was refused.
     *
     * @param reason as the letter says it
     */
    public static Incoming refused(Outgoing letter, String reason) {
        Incoming incoming = new Incoming();
        incoming.reason = reason;
        incoming.time = letter.timestamp;
        incoming.value = Double.NaN;
        incoming.letter = letter;
        return incoming;
    }

    public boolean isDeadLetter() {
        return letter != null && !unproven;
    }

    /**
     * The letter of a refused record, or the one that an unproven record becomes.
     *
     * @throws IllegalStateException if this is an observation beyond doubt
     */
    public Outgoing deadLetter() {
        if (letter == null) {
            throw new IllegalStateException("an observation of " + station + " has no dead letter");
        }
        return letter;
    }

    /** @throws IllegalStateException if this is a dead letter */
    public Observation toObservation() {
        if (isDeadLetter()) {
            throw new IllegalStateException("a dead letter has no observation: " + deadLetter());
        }
        return new Observation(field, station, Instant.ofEpochMilli(time), value);
    }

    @Override
    public String toString() {
        return isDeadLetter()
                ? "refused " + deadLetter().text()
                : field + "/" + station + " " + Instant.ofEpochMilli(time) + " " + value;
    }
}
