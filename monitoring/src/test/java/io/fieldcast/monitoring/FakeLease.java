package io.fieldcast.monitoring;

import io.micrometer.core.instrument.MeterRegistry;

/** A lease on a registry that the test owns. */
final class FakeLease implements RegistryLease {
    private final SeriesTable table;
    private boolean closed;

    FakeLease(MeterRegistry registry) {
        table = new SeriesTable(registry);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public SeriesTable table() {
        return table;
    }

    @Override
    public void close() {
        closed = true;
    }
}
