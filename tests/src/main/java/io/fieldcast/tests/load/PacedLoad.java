package io.fieldcast.tests.load;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.domain.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The standard load: 500 sensors that send 1,000 observations a second, on and on, whatever happens to the broker; what it does not
 * take waits for it. Thread-safe.
 */
public final class PacedLoad implements AutoCloseable {
    /** Sensors, each of which reports at each step. */
    public static final int STATIONS = 500;

    private static final long STEP_MILLIS = 500;

    /** Longer than any outage that is tried. */
    private static final String PATIENCE_MILLIS = Long.toString(TimeUnit.MINUTES.toMillis(10));

    private static final String FIELD = """
            step: 10m
            leads: [10m]
            quantiles: [0.05, 0.5, 0.95]
            representation: {kind: bisquare, along: [4, 8]}
            filter: {kind: etkf, members: 32}
            """;

    private final SyntheticField field;
    private final OutgoingProducer producer;
    private final JsonMessages json = new JsonMessages();
    private final AtomicInteger steps = new AtomicInteger();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> sending;

    private PacedLoad(SyntheticField field, OutgoingProducer producer) {
        this.field = field;
        this.producer = producer;
        this.sending = clock.scheduleAtFixedRate(this::send, 0, STEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The field that is observed. */
    public static SyntheticField field(Path folder) throws IOException {
        return SyntheticField.of(STATIONS, 1, folder, FIELD);
    }

    public static PacedLoad start(SyntheticField field, String bootstrap, TopicNames topics) {
        Properties patient = new Properties();
        patient.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        patient.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        return new PacedLoad(field, new OutgoingProducer(bootstrap, topics, patient));
    }

    /** Steps of the field, each a round of all sensors, that were handed over so far. */
    public int steps() {
        return steps.get();
    }

    private void send() {
        for (Observation observation : field.observations(steps.get())) {
            producer.send(json.observation(observation));
        }
        steps.incrementAndGet();
    }

    /**
     * Sends no more, and waits until the broker has everything.
     *
     * @throws IllegalStateException if something could not be sent
     */
    public void stop() throws InterruptedException {
        sending.cancel(false);
        clock.shutdown();
        if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the load does not end");
        }
        try {
            sending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load could not be sent", e);
        } catch (CancellationException e) {
            // As it was meant to end.
        }
        producer.flush();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}
