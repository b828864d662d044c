package io.fieldcast.monitoring;

import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Makes the reporter that Flink's configuration asks for:
 *
 * <pre>
 * metrics.reporter.fieldcast.factory.class: io.fieldcast.monitoring.MicrometerReporterFactory
 * metrics.reporter.fieldcast.port: 9249-9260    # first free one; 0: any
 * metrics.reporter.fieldcast.host: 127.0.0.1    # 0.0.0.0 to be scraped from other machines
 * </pre>
 */
public final class MicrometerReporterFactory implements MetricReporterFactory {
    /** Ports tried when the configuration names none; the range that Flink's own Prometheus reporter recommends. */
    public static final String DEFAULT_PORT = "9249-9260";

    /** Only this machine may look, unless the configuration says otherwise. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    /** @throws IllegalArgumentException if the port is not a port or a range of ports, or none of them is free */
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        PortRange ports = PortRange.parse(properties.getProperty("port", DEFAULT_PORT));
        return new MicrometerReporter(SharedEndpoint.lease(properties.getProperty("host", DEFAULT_HOST), ports));
    }
}
