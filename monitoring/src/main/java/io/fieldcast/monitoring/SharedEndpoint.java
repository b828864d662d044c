package io.fieldcast.monitoring;

import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.File;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of this JVM and its endpoint. It opens with the first lease and closes with the last, so that a JobManager and
 * TaskManagers in one JVM answer at one address. Static, because Flink makes a reporter for each of them and tells none of the
 * others. Thread-safe.
 */
public final class SharedEndpoint {
    private static final Logger log = LoggerFactory.getLogger(SharedEndpoint.class);

    private static @Nullable SharedEndpoint current;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SeriesTable table = new SeriesTable(registry);
    private final PrometheusEndpoint endpoint;
    private int leases;

    private SharedEndpoint(String host, PortRange ports) {
        endpoint = PrometheusEndpoint.start(registry, host, ports);
        new DiskSpaceMetrics(new File(System.getProperty("java.io.tmpdir", "."))).bindTo(registry);
    }

    /** Where this JVM's meters can be read now, if any lease is open. */
    public static synchronized Optional<URI> address() {
        return Optional.ofNullable(current).map(shared -> shared.endpoint.address());
    }

    /** @throws IllegalArgumentException if none of {@code ports} is free */
    static synchronized RegistryLease lease(String host, PortRange ports) {
        SharedEndpoint shared = current;
        if (shared == null) {
            shared = new SharedEndpoint(host, ports);
            current = shared;
            log.info("meters served address={}", shared.endpoint.address());
        }
        shared.leases++;
        return new Lease(shared);
    }

    private static synchronized void release(SharedEndpoint shared) {
        shared.leases--;
        if (shared.leases == 0) {
            current = null;
            shared.endpoint.close();
            shared.registry.close();
        }
    }

    private static final class Lease implements RegistryLease {
        private final SharedEndpoint shared;
        private boolean closed;

        Lease(SharedEndpoint shared) {
            this.shared = shared;
        }

        @Override
        public SeriesTable table() {
            return shared.table;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                release(shared);
            }
        }
    }
}
