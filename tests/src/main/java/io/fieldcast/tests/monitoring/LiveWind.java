package io.fieldcast.tests.monitoring;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.Observation;
import io.fieldcast.tests.load.IrishWind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A live stream: the bundled wind, a day each second, stamped with the second in which it is sent; and among it what goes wrong in
 * real networks, so that every meter has something to show: records that nobody can read, unknown stations, wrong clocks, late and
 * repeated reports, spikes and a sensor that is stuck. Thread-safe.
 */
final class LiveWind implements AutoCloseable {
    private static final String FIELD = "live-wind";
    private static final int DAYS = 3000;
    private static final int SECONDS_LATE = 10;
    private static final int STUCK_FROM = 60;
    private static final int STUCK_TO = 240;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final JsonMessages json = new JsonMessages();
    private final OutgoingProducer producer;
    private final List<Observation> days;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private int day;
    private boolean paused;

    private LiveWind(OutgoingProducer producer, List<Observation> days) {
        this.producer = producer;
        this.days = days;
    }

    /** Writes the field's file into {@code folder}. */
    static Path write(Path folder, String bootstrap) throws IOException {
        return Files.writeString(folder.resolve("live-wind.yaml"), """
                field: %s
                title: Wind over Ireland, a day each second
                network: {stations: "bundled:irish-wind/stations.csv"}
                transform: {kind: sqrt}
                range: {lowest: 0, highest: 60}
                step: 1s
                leads: [1s, 2s, 3s]
                kafka: {bootstrap: "%s"}
                """.formatted(FIELD, bootstrap));
    }

    /** Begins to send. */
    static LiveWind start(String bootstrap) throws IOException {
        List<Observation> days = IrishWind.observations(IrishWind.file(), DAYS);
        LiveWind wind = new LiveWind(new OutgoingProducer(bootstrap, TopicNames.DEFAULT, new Properties()), days);
        // The future would end with the first failure; tell of it when closed.
        var unused = wind.clock.scheduleAtFixedRate(wind::second, 0, 1, TimeUnit.SECONDS);
        return wind;
    }

    /** Stops to send, or goes on with the next day. */
    synchronized void pause(boolean yes) {
        paused = yes;
    }

    private synchronized void second() {
        if (paused || failure.get() != null) {
            return;
        }
        try {
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            int from = day % DAYS * IrishWind.STATIONS;
            for (Observation reading : days.subList(from, from + IrishWind.STATIONS)) {
                send(reading.station(), now, value(reading));
            }
            faults(now, days.get(from));
            producer.flush();
            day++;
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private double value(Observation reading) {
        boolean stuck = reading.station().equals("MAL") && day >= STUCK_FROM && day < STUCK_TO;
        return stuck ? 14.04 : reading.value();
    }

    private void faults(Instant now, Observation reading) {
        String station = reading.station();
        if (day % 9 == 4) {
            send(station, now.minusSeconds(SECONDS_LATE), reading.value());
        }
        if (day % 8 == 2) {
            send(station, now.minusSeconds(1), day % 16 == 2 ? 100 : 55);
        }
        if (day % 12 == 6) {
            send(station, now, reading.value() + 1);
        }
        if (day % 10 == 3) {
            raw("{oops");
        }
        if (day % 15 == 5) {
            raw("{\"field\":\"" + FIELD + "\",\"station\":\"" + station + "\",\"time\":\"" + now + "\"}");
        }
        if (day % 20 == 7) {
            send("NOWHERE", now, reading.value());
        }
        if (day % 30 == 11) {
            send(station, now.plus(3650, ChronoUnit.DAYS), reading.value());
        }
    }

    private void send(String station, Instant time, double value) {
        producer.send(json.observation(new Observation(FIELD, station, time, value)));
    }

    private void raw(String text) {
        producer.send(new Outgoing(Topic.OBSERVATIONS, "RPT", 0, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws IllegalStateException if something could not be sent */
    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the stream ended before it was closed", failed);
        }
    }
}
