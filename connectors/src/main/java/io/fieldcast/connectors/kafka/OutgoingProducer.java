package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.record.Outgoing;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends messages to Kafka from outside a Flink job; idempotent, so that a retry makes no second copy. Thread-safe. */
public final class OutgoingProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicNames topics;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @param extra producer settings that win over the defaults */
    public OutgoingProducer(String bootstrap, TopicNames topics, Properties extra) {
        Properties settings = Producers.settings(extra);
        settings.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topics = topics;
    }

    /**
     * Hands a message over; waits only while too many are on their way.
     *
     * @throws KafkaException if an earlier message could not be delivered
     */
    public void send(Outgoing outgoing) {
        check();
        // The callback learns of failures; the future would tell them to nobody.
        var unused = producer.send(OutgoingSerializer.record(outgoing, topics), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    /**
     * Waits until every message is acknowledged.
     *
     * @throws KafkaException if one could not be delivered
     */
    public void flush() {
        producer.flush();
        check();
    }

    private void check() {
        Exception first = failure.get();
        if (first != null) {
            throw new KafkaException("a message could not be delivered", first);
        }
    }

    /** Waits for what is on its way, then closes. Call {@link #flush} before to learn of failures. */
    @Override
    public void close() {
        producer.close();
    }
}
