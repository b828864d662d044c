package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.testkit.BrokerContainer;
import io.fieldcast.connectors.testkit.TestBroker;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "io.fieldcast.connectors.testkit.BrokerContainer#isAvailable",
        disabledReason = "no engine with the image")
class KafkaOnBrokerContainerTest extends KafkaContract {
    @Override
    TestBroker start() {
        return BrokerContainer.start();
    }
}
