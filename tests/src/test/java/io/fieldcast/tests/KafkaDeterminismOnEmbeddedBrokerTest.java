package io.fieldcast.tests;

import io.fieldcast.connectors.testkit.TestBroker;

class KafkaDeterminismOnEmbeddedBrokerTest extends KafkaDeterminismContract {
    @Override
    TestBroker start() {
        return TestBroker.embedded();
    }
}
