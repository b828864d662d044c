package io.fieldcast.pipeline.run;

import io.fieldcast.monitoring.MicrometerReporterFactory;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink inside this process: small, and with its meters at a Prometheus endpoint. */
public final class LocalFlink {
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(16);
    private static final Duration FIRST_RESTART = Duration.ofSeconds(1);

    /** A broker that comes back after a long outage must not find a job that waits for minutes. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private LocalFlink() {}

    /**
     * An environment that runs jobs in this process.
     *
     * @param metricsPort port or range of ports for Prometheus; empty for no endpoint
     * @param restart whether a failed job is started again from its last checkpoint, or fails
     */
    public static StreamExecutionEnvironment environment(
            int parallelism, Optional<String> metricsPort, boolean restart) {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, restart ? "exponential-delay" : "none");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_RESTART);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_PAUSE);
        metricsPort.ifPresent(port -> {
            configuration.setString("metrics.reporters", "fieldcast");
            configuration.setString(
                    "metrics.reporter.fieldcast.factory.class", MicrometerReporterFactory.class.getName());
            configuration.setString("metrics.reporter.fieldcast.port", port);
            configuration.set(MetricOptions.SCOPE_DELIMITER, ".");
        });
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }
}
