package io.fieldcast.connectors.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerTest {
    @TempDir
    Path directory;

    @Test
    void keepsItsDataAndItsPortOverARestart() {
        Path data = directory.resolve("kafka");
        String address;
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
            address = broker.bootstrapServers();
            broker.createTopics(TopicNames.DEFAULT.all(), 1);
            send(address);
        }
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, port)) {
            assertThat(broker.bootstrapServers()).isEqualTo(address);
            send(address);
            assertThat(TopicReader.readAll(address, TopicNames.DEFAULT.quality()))
                    .extracting(message -> message.offset())
                    .isEqualTo(List.of(0L, 1L));
            assertThatThrownBy(() -> EmbeddedBroker.start(port))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("cannot start a broker on port " + port);
        }
        assertThat(Files.exists(data)).isTrue();
    }

    private static void send(String address) {
        try (OutgoingProducer producer = new OutgoingProducer(address, TopicNames.DEFAULT, new Properties())) {
            producer.send(new Outgoing(Topic.QUALITY, "k", -1, new byte[] {1}));
            producer.flush();
        }
    }
}
