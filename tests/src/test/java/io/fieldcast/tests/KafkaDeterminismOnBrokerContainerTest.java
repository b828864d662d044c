package io.fieldcast.tests;

import io.fieldcast.connectors.testkit.BrokerContainer;
import io.fieldcast.connectors.testkit.TestBroker;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "io.fieldcast.connectors.testkit.BrokerContainer#isAvailable",
        disabledReason = "no engine with the image")
class KafkaDeterminismOnBrokerContainerTest extends KafkaDeterminismContract {
    @Override
    TestBroker start() {
        return BrokerContainer.start();
    }
}
