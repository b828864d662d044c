package io.fieldcast.connectors.testkit;

import java.time.Duration;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka's own image of the client's version, or what stands under its name here. */
public final class BrokerContainer implements TestBroker {
    private static final DockerImageName IMAGE =
            DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion());

    private final KafkaContainer container = new KafkaContainer(IMAGE)
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", "4194304")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4")
            // A busy machine takes longer than the usual minute.
            .withStartupTimeout(Duration.ofMinutes(4));

    private BrokerContainer() {}

    /** Whether an engine answers that has the image or can pull it. */
    public static boolean isAvailable() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return false;
        }
        try {
            return !new RemoteDockerImage(IMAGE).get().isEmpty();
        } catch (ContainerFetchException e) {
            return false;
        }
    }

    /** Starts one; returns when it serves. */
    public static TestBroker start() {
        BrokerContainer broker = new BrokerContainer();
        broker.container.start();
        return broker;
    }

    @Override
    public String bootstrapServers() {
        return container.getBootstrapServers();
    }

    @Override
    public void close() {
        container.stop();
    }
}
