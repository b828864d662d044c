package io.fieldcast.tests;

import io.fieldcast.connectors.testkit.BrokerProcess;
import io.fieldcast.connectors.testkit.TestBroker;

class KafkaDeterminismOnBrokerProcessTest extends KafkaDeterminismContract {
    @Override
    TestBroker start() {
        return BrokerProcess.start();
    }
}
