package io.fieldcast.connectors.control;

import io.fieldcast.connectors.record.Control;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the control topic without ever waiting for it, a few times a second: its messages are few, and checkpoints go through the thread
 * that calls this. Partitions that the topic gets later are seen after the next start.
 */
final class TopicControl implements SourceReader<Control, ControlPosition> {
    private static final long PAUSE_MILLIS = 100;
    private static final long PAUSE_BEHIND_MILLIS = 10;
    private static final byte[] NOTHING = {};

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final ControlDecoder decoder;
    private final boolean endsOnceCaughtUp;
    private Map<TopicPartition, Long> known = Map.of();
    private boolean caughtUp;

    /** @param ends whether the source is done once it has read what was there at the start */
    TopicControl(Properties settings, String topic, ControlDecoder decoder, boolean ends) {
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topic = topic;
        this.decoder = decoder;
        this.endsOnceCaughtUp = ends;
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<ControlPosition> splits) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + topic + "; ./fieldcast run makes it");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        for (ControlPosition position : splits) {
            position.next().forEach((partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
        }
        known = consumer.endOffsets(partitions);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Control> output) {
        if (known.isEmpty()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ZERO)) {
            byte[] value = message.value() == null ? NOTHING : message.value();
            output.collect(
                    decoder.decode(value, message.topic(), message.partition(), message.offset(), message.timestamp()));
        }
        // Positions also move over the markers of transactions, so that they do reach the end.
        if (!caughtUp
                && known.entrySet().stream().allMatch(last -> consumer.position(last.getKey()) >= last.getValue())) {
            caughtUp = true;
            if (endsOnceCaughtUp) {
                return InputStatus.END_OF_INPUT;
            }
            output.markIdle();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return ControlSource.soon(caughtUp ? PAUSE_MILLIS : PAUSE_BEHIND_MILLIS);
    }

    @Override
    public List<ControlPosition> snapshotState(long checkpoint) {
        if (known.isEmpty()) {
            return List.of();
        }
        Map<Integer, Long> next = new HashMap<>();
        known.keySet().forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
        return List.of(new ControlPosition(next));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {
        consumer.close();
    }
}
