package io.fieldcast.connectors.testkit;

import io.fieldcast.connectors.broker.EmbeddedBroker;

/** A broker for the tests of one class: inside this virtual machine, as a process beside it, or in a container. */
public interface TestBroker extends AutoCloseable {
    /** What clients connect to, {@code host:port}. */
    String bootstrapServers();

    /** Ends the broker; its data go with it. */
    @Override
    void close();

    /** The broker inside this virtual machine. */
    static TestBroker embedded() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return broker.bootstrapServers();
            }

            @Override
            public void close() {
                broker.close();
            }
        };
    }
}
