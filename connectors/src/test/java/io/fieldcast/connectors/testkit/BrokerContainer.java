package io.fieldcast.connectors.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka's own image of the client's version, or what stands under its name here. */
public final class BrokerContainer implements TestBroker {
    private static final DockerImageName IMAGE =
            DockerImageName.parse("apache/kafka").withTag(AppInfoParser.getVersion());

    private static final Duration PULL = Duration.ofMinutes(5);

    private final KafkaContainer container = new KafkaContainer(IMAGE)
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", "4194304")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4")
            // A busy machine takes longer than the usual minute.
            .withStartupTimeout(Duration.ofMinutes(4));

    private BrokerContainer() {}

    /** Whether an engine answers that has the image or can pull it; not by Testcontainers' retries, which go on for minutes where it cannot. */
    public static boolean isAvailable() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return false;
        }
        DockerClient engine = DockerClientFactory.lazyClient();
        try {
            engine.inspectImageCmd(IMAGE.asCanonicalNameString()).exec();
            return true;
        } catch (NotFoundException absent) {
            return pulled(engine);
        }
    }

    private static boolean pulled(DockerClient engine) {
        try {
            return engine.pullImageCmd(IMAGE.asCanonicalNameString())
                    .start()
                    .awaitCompletion(PULL.toSeconds(), TimeUnit.SECONDS);
        } catch (DockerException | DockerClientException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
