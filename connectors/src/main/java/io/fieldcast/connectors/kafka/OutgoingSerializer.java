package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.record.Outgoing;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Turns a message into a record of the topic it names, so that one sink and one transaction serve all topics. */
final class OutgoingSerializer implements KafkaRecordSerializationSchema<Outgoing> {
    private static final long serialVersionUID = 1;

    private final TopicNames topics;

    OutgoingSerializer(TopicNames topics) {
        this.topics = topics;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            Outgoing outgoing, KafkaSinkContext context, @Nullable Long timestamp) {
        return record(outgoing, topics);
    }

    /** Kafka knows no time before 1970; history older than that is stamped 1970, its own time stands in the message. */
    static ProducerRecord<byte[], byte[]> record(Outgoing outgoing, TopicNames topics) {
        return new ProducerRecord<>(
                topics.of(outgoing.topic),
                null,
                Math.max(0, outgoing.timestamp),
                outgoing.key.getBytes(StandardCharsets.UTF_8),
                outgoing.value);
    }
}
