package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaOnEmbeddedBrokerTest extends KafkaContract {
    private String address = "";
    private AutoCloseable broker = () -> {};

    @BeforeAll
    void startBroker() {
        EmbeddedBroker started = EmbeddedBroker.start();
        broker = started;
        address = started.bootstrapServers();
    }

    @AfterAll
    void stopBroker() throws Exception {
        broker.close();
    }

    @Override
    String bootstrap() {
        return address;
    }
}
