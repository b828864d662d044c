package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.control.ControlDecoder;
import io.fieldcast.connectors.control.ControlSource;
import io.fieldcast.connectors.record.CommittedCycle;
import io.fieldcast.connectors.record.Incoming;
import java.util.Properties;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Sources that read topics. */
public final class KafkaSources {
    private KafkaSources() {}

    /** When a source is done. */
    public enum End {
        /** Never: the live stream. */
        NEVER,
        /** With the last record that is there at the start: a replay. */
        LATEST
    }

    /**
     * Observations from where the group left off, or from the beginning. A restored checkpoint knows better and wins.
     *
     * @param extra consumer settings that win over the defaults
     */
    // Kafka deprecates the type, but the connector's method takes no other.
    @SuppressWarnings("deprecation")
    public static KafkaSource<Incoming> observations(
            String bootstrap,
            TopicNames topics,
            String groupId,
            ObservationDecoder decoder,
            End end,
            Properties extra) {
        KafkaSourceBuilder<Incoming> builder = KafkaSource.<Incoming>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topics.observations())
                .setGroupId(groupId)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(decoder)
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000")
                .setProperty("partition.discovery.interval.ms", "60000")
                .setProperties(extra);
        if (end == End.LATEST) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }

    /**
     * The cycles whose messages were committed, from now on; a restored checkpoint goes on where it stood.
     *
     * @param extra consumer settings that win over the defaults
     */
    public static KafkaSource<CommittedCycle> cycles(
            String bootstrap, TopicNames topics, String groupId, Properties extra) {
        return KafkaSource.<CommittedCycle>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topics.diagnostics())
                .setGroupId(groupId + "-cycles")
                .setStartingOffsets(OffsetsInitializer.latest())
                .setDeserializer(new CycleDecoder())
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setProperties(extra)
                .build();
    }

    /**
     * Changes of the fields' models and settings, from the beginning of the topic; a restored checkpoint goes on where it stood.
     *
     * @param extra consumer settings that win over the defaults
     */
    public static ControlSource control(
            String bootstrap, TopicNames topics, ControlDecoder decoder, End end, Properties extra) {
        Properties settings = new Properties();
        settings.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        extra.stringPropertyNames().forEach(name -> settings.setProperty(name, extra.getProperty(name)));
        Boundedness boundedness = end == End.NEVER ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
        return ControlSource.topic(settings, topics.control(), decoder, boundedness);
    }
}
