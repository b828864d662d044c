package io.fieldcast.connectors.kafka;

import io.fieldcast.connectors.testkit.BrokerProcess;
import io.fieldcast.connectors.testkit.TestBroker;

class KafkaOnBrokerProcessTest extends KafkaContract {
    @Override
    TestBroker start() {
        return BrokerProcess.start();
    }
}
