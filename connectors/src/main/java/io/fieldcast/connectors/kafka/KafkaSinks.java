package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.domain.Check;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;

/** One sink for all topics: a checkpoint commits what belongs together, in one transaction. */
public final class KafkaSinks {
    private KafkaSinks() {}

    /**
     * Every message once, for readers that read committed.
     *
     * @param transactionalIdPrefix unique for each job on the cluster, and the same after its restart
     * @param transactionTimeout longer than a checkpoint and a restart together, or data is lost; at most what the broker allows,
     *     which is 15 minutes unless set otherwise
     * @param extra producer settings that win over the defaults
     */
    public static Sink<Outgoing> exactlyOnce(
            String bootstrap,
            TopicNames topics,
            String transactionalIdPrefix,
            Duration transactionTimeout,
            Properties extra) {
        Check.that(!transactionalIdPrefix.isBlank(), "the prefix of transactional ids must not be blank");
        Check.that(
                transactionTimeout.toMillis() >= 1000 && transactionTimeout.toMillis() <= Integer.MAX_VALUE,
                "transaction timeout must be at least a second, got %s",
                transactionTimeout);
        return builder(bootstrap, topics, extra)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(transactionalIdPrefix)
                .setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()))
                .build();
    }

    /** Every message at least once: after a restart some come again, with the same bytes. */
    public static Sink<Outgoing> atLeastOnce(String bootstrap, TopicNames topics, Properties extra) {
        return builder(bootstrap, topics, extra)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build();
    }

    private static KafkaSinkBuilder<Outgoing> builder(String bootstrap, TopicNames topics, Properties extra) {
        return KafkaSink.<Outgoing>builder()
                .setBootstrapServers(bootstrap)
                .setKafkaProducerConfig(Producers.settings(extra))
                .setRecordSerializer(new OutgoingSerializer(topics));
    }
}
