package io.fieldcast.tests.benchmark;

import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.domain.Observation;
import io.fieldcast.tests.load.SyntheticField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sensors that report in turn, evenly over each step, the last one exactly at the cycle's time, through a producer with Kafka's own defaults: what is
 * sent within 5 ms goes together. Remembers when each cycle was complete in Kafka, by the broker's own clock. Confined to one thread.
 */
final class PacedSensors implements AutoCloseable {
    private final SyntheticField field;
    private final Duration step;
    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private final JsonMessages messages = new JsonMessages();
    private final Map<Long, Long> entered = new ConcurrentHashMap<>();

    /** @param topic of observations, stamped by the broker */
    PacedSensors(SyntheticField field, String bootstrap, String topic) {
        this.field = field;
        this.step = field.file().settings().step();
        this.topic = topic;
        Properties settings = new Properties();
        settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** Sends the reports of the cycles from {@code from} to before {@code to}, as fast as Kafka takes them. */
    void sendAtOnce(int from, int to) {
        send(from, to, 0);
    }

    /** Sends them as they would come: a step takes a step. Returns when the last is due. */
    void sendInTime(int from, int to) {
        send(from, to, step.toNanos());
    }

    private void send(int from, int to, long stepNanos) {
        long begin = System.nanoTime();
        for (int cycle = from; cycle < to; cycle++) {
            List<Observation> together = field.observations(cycle);
            for (int i = 0; i < together.size(); i++) {
                // Nobody misses what is late by a hair: the schedule stands, so lost time is caught up.
                long due = begin + (cycle - from) * stepNanos + (i + 1) * stepNanos / together.size();
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                send(together.get(i), i + 1, together.size());
            }
        }
        producer.flush();
    }

    private void send(Observation atCycle, int turn, int sensors) {
        Instant cycle = atCycle.time();
        Instant time = cycle.minus(step).plus(step.multipliedBy(turn).dividedBy(sensors));
        Observation observation = new Observation(atCycle.field(), atCycle.station(), time, atCycle.value());
        byte[] message = messages.observation(observation).value;
        var unused = producer.send(new ProducerRecord<>(topic, observation.station(), message), (metadata, failure) -> {
            // One that failed leaves its cycle incomplete, which the reader of the forecasts notices.
            if (failure == null) {
                entered.merge(cycle.toEpochMilli(), metadata.timestamp(), Math::max);
            }
        });
    }

    /** When the last observation of a cycle entered Kafka, milliseconds since 1970; only after it was sent. */
    long entered(long cycleMillis) {
        Long time = entered.get(cycleMillis);
        if (time == null) {
            throw new IllegalStateException("nothing was sent for " + Instant.ofEpochMilli(cycleMillis));
        }
        return time;
    }

    @Override
    public void close() {
        producer.close();
    }
}
