package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.json.ControlDecoder;
import io.fieldcast.connectors.record.Control;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
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
final class ControlReader implements SourceReader<Control, ControlPosition> {
    private static final long PAUSE_MILLIS = 100;
    private static final long PAUSE_BEHIND_MILLIS = 10;
    private static final byte[] NOTHING = {};

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final ControlDecoder decoder;
    private final KafkaSources.End end;
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean caughtUp;

    ControlReader(Properties settings, String topic, ControlDecoder decoder, KafkaSources.End end) {
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topic = topic;
        this.decoder = decoder;
        this.end = end;
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
        ends = consumer.endOffsets(partitions);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Control> output) {
        if (ends.isEmpty()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ZERO)) {
            byte[] value = message.value() == null ? NOTHING : message.value();
            output.collect(
                    decoder.decode(value, message.topic(), message.partition(), message.offset(), message.timestamp()));
        }
        // Positions also move over the markers of transactions, so that they do reach the end.
        if (!caughtUp && ends.entrySet().stream().allMatch(last -> consumer.position(last.getKey()) >= last.getValue())) {
            caughtUp = true;
            if (end == KafkaSources.End.LATEST) {
                return InputStatus.END_OF_INPUT;
            }
            output.emitWatermark(new Watermark(Long.MAX_VALUE));
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        long pause = caughtUp ? PAUSE_MILLIS : PAUSE_BEHIND_MILLIS;
        return new CompletableFuture<Void>().completeOnTimeout(null, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public List<ControlPosition> snapshotState(long checkpoint) {
        if (ends.isEmpty()) {
            return List.of();
        }
        Map<Integer, Long> next = new HashMap<>();
        ends.keySet().forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
        return List.of(new ControlPosition(next));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {
        consumer.close();
    }
}
