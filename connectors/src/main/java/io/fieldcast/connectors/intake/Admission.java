package io.fieldcast.connectors.intake;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Reading;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.DeadLetter;
import java.time.Instant;

/** The one door for records of every kind of source: lets a reading in, or writes its dead letter. Confined to one thread. */
public final class Admission {
    private final Rules rules;
    private final ClockGuard clock;
    private final JsonMessages messages = new JsonMessages();

    public Admission(Rules rules) {
        this.rules = rules;
        this.clock = new ClockGuard(rules.limits(), rules.networks(), rules.wallClock());
    }

    /**
     * Lets a reading in.
     *
     * @param reading what the record says, left as it was
     * @param partition what the order of records holds in: a Kafka partition or a file
     * @param arrived when the record entered Kafka, milliseconds since 1970, or {@link Incoming#NO_ARRIVAL}
     * @throws RecordRejected if its station is unknown, its unit another or its time not plausible
     */
    public Incoming admit(Reading reading, int partition, long arrived) throws RecordRejected {
        String field = reading.field.isEmpty() ? rules.defaultField() : reading.field;
        if (field.isEmpty()) {
            throw new RecordRejected("field: missing");
        }
        rules.networks().check(field, reading.station);
        checkUnit(field, reading.unit);
        long watermarkTime = clock.admit(partition, field, reading.station, reading.time);
        return Incoming.observation(field, reading.station, reading.time, reading.value, watermarkTime, partition)
                .at(arrived);
    }

    private void checkUnit(String field, String unit) throws RecordRejected {
        String expected = rules.units().getOrDefault(field, unit);
        if (!unit.isEmpty() && !unit.equals(expected)) {
            throw new RecordRejected("unit: expected " + expected + ", got " + RecordRejected.excerpt(unit));
        }
    }

    /** Whether nothing speaks for the record's time yet, so that it should go on with {@link #onProbation its letter}. */
    public static boolean isUnproven(Incoming incoming) {
        return incoming.watermarkTime == Incoming.NO_WATERMARK;
    }

    /**
     * Sends an unproven record on together with the letter it becomes if its time proves wrong.
     *
     * @param source topic or file
     * @param offset in the partition; line number for a file
     * @param bytes the record, left as it was
     * @param timestamp arrival time, milliseconds since 1970
     */
    public Incoming onProbation(Incoming incoming, String source, long offset, byte[] bytes, long timestamp) {
        String reason =
                "time: " + Instant.ofEpochMilli(incoming.time) + " is far from where the stream turned out to be";
        DeadLetter letter = new DeadLetter(reason, source, incoming.partition, offset);
        return incoming.until(messages.deadLetter(letter, bytes, timestamp));
    }

    /**
     * Writes the dead letter of a record.
     *
     * @param bytes the record, left as it was
     * @param timestamp arrival time, milliseconds since 1970
     */
    public Incoming refuse(DeadLetter letter, byte[] bytes, long timestamp) {
        return Incoming.refused(messages.deadLetter(letter, bytes, timestamp), letter.reason());
    }
}
