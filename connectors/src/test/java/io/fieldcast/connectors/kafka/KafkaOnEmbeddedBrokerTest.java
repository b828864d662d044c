package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.testkit.TestBroker;

class KafkaOnEmbeddedBrokerTest extends KafkaContract {
    @Override
    TestBroker start() {
        return TestBroker.embedded();
    }
}
