package io.fieldcast.connectors.csv;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.record.Reading;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.Observation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Sends the observations of a CSV file to Kafka, at a chosen multiple of the speed at which they were measured or as fast as Kafka
 * takes them. {@link #run} belongs to one thread; {@link #stop} may come from any.
 */
public final class CsvReplay {
    /** The speed that never waits. */
    public static final double AS_FAST_AS_POSSIBLE = Double.POSITIVE_INFINITY;

    private static final int REPORT_EVERY = 1000;

    private final Path file;
    private final CsvLayout layout;
    private final String field;
    private final double speed;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Told how far a replay is. */
    @FunctionalInterface
    public interface Progress {
        /** A listener that does not care. */
        Progress NONE = state -> {};

        /** Called every thousand rows, before each wait, and at the end. */
        void at(State state);
    }

    /**
     * How far a replay is. Immutable.
     *
     * @param sent observations handed to Kafka; at the end, acknowledged by it
     * @param skipped rows that hold no observation
     * @param lastSkipped line and reason of the row skipped last; empty if none was
     * @param time of the observation sent last; 1970 before the first
     */
    public record State(long sent, long skipped, String lastSkipped, Instant time) {}

    /**
     * A replay of one file.
     *
     * @param field of rows that name none
     * @param speed seconds of event time for each second of ours, above 0; {@link #AS_FAST_AS_POSSIBLE} for no waiting
     */
    public CsvReplay(Path file, CsvLayout layout, String field, double speed) {
        Check.that(speed > 0, "speed must be above 0, got %s", speed);
        this.file = file;
        this.layout = layout;
        this.field = field;
        this.speed = speed;
    }

    /**
     * Sends everything, or as much as comes before {@link #stop}.
     *
     * @param producer left open
     * @return how far it came, after Kafka has acknowledged every record
     * @throws IOException if the file cannot be read
     */
    public State run(OutgoingProducer producer, Progress progress) throws IOException, InterruptedException {
        JsonMessages messages = new JsonMessages();
        Reading reading = new Reading();
        long sent = 0;
        long skipped = 0;
        String lastSkipped = "";
        Instant time = Instant.EPOCH;
        Pace pace = new Pace(speed);
        try (InputStream in = Files.newInputStream(file)) {
            CsvRows rows = new CsvRows(in, layout);
            while (stopped.getCount() > 0 && rows.advance()) {
                try {
                    rows.read(reading);
                } catch (RecordRejected e) {
                    skipped++;
                    lastSkipped = "line " + rows.lineNumber() + ": " + e.reason();
                    continue;
                }
                long wait = pace.nanosUntil(reading.time);
                if (wait > 0) {
                    producer.flush();
                    progress.at(new State(sent, skipped, lastSkipped, time));
                    if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
                        break;
                    }
                }
                time = Instant.ofEpochMilli(reading.time);
                String name = reading.field.isEmpty() ? field : reading.field;
                producer.send(messages.observation(new Observation(name, reading.station, time, reading.value)));
                if (++sent % REPORT_EVERY == 0) {
                    progress.at(new State(sent, skipped, lastSkipped, time));
                }
            }
        }
        producer.flush();
        State end = new State(sent, skipped, lastSkipped, time);
        progress.at(end);
        return end;
    }

    /** Ends a running replay after the record in hand; one that has not begun sends nothing. */
    public void stop() {
        stopped.countDown();
    }

    /** When each event time is due, counted from the first. */
    private static final class Pace {
        private final double speed;
        private final long begin = System.nanoTime();
        private long first;
        private boolean started;

        Pace(double speed) {
            this.speed = speed;
        }

        long nanosUntil(long time) {
            if (!started) {
                started = true;
                first = time;
            }
            if (speed == AS_FAST_AS_POSSIBLE) {
                return 0;
            }
            double due = (time - first) * 1e6 / speed;
            return (long) due - (System.nanoTime() - begin);
        }
    }
}
