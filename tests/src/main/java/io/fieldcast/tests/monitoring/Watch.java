package io.fieldcast.tests.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Who looks after a job: the installed Prometheus with the project's configuration and rules, the installed Alertmanager with the
 * project's routes, and a web hook at the end. Thread-safe.
 */
public final class Watch implements AutoCloseable {
    static final Path MONITORING = Path.of("../monitoring");

    private final AlertReceiver receiver;
    private final Alertmanager alertmanager;
    private final Prometheus prometheus;

    private Watch(AlertReceiver receiver, Alertmanager alertmanager, Prometheus prometheus) {
        this.receiver = receiver;
        this.alertmanager = alertmanager;
        this.prometheus = prometheus;
    }

    /** Whether this machine has both programs. */
    public static boolean isInstalled() {
        return Prometheus.isInstalled() && Alertmanager.isInstalled();
    }

    /**
     * Starts it and waits until all of it answers.
     *
     * @param folder receives configurations, data and logs
     * @param job host and port of the process to scrape
     */
    public static Watch start(Path folder, String job) throws IOException, InterruptedException {
        AlertReceiver receiver = AlertReceiver.open();
        try {
            Alertmanager alertmanager = Alertmanager.start(folder, MONITORING, receiver.address());
            Prometheus prometheus = Prometheus.start(folder, MONITORING, job, alertmanager.address());
            return new Watch(receiver, alertmanager, prometheus);
        } catch (IOException | InterruptedException | RuntimeException e) {
            // Processes end with this one, which the receiver's thread would keep alive.
            receiver.close();
            throw e;
        }
    }

    /** From now on scrapes this process, host and port, in the place of the one before. */
    public void scrape(String job) throws IOException {
        prometheus.scrape(job);
    }

    /** The first value that a query answers now; empty if it answers nothing. */
    public OptionalDouble value(String query) throws IOException, InterruptedException {
        return prometheus.instant(query, Instant.now()).stream()
                .map(Series::last)
                .flatMapToDouble(OptionalDouble::stream)
                .findFirst();
    }

    /** Whether an alert fires at Prometheus now. */
    public boolean isFiring(String alert) throws IOException, InterruptedException {
        return prometheus.stateOf(alert).filter("firing"::equals).isPresent();
    }

    /** What the latest message says that an alert fires; empty if none was delivered. */
    public Optional<String> delivered(String alert) {
        return receiver.messages().stream()
                .filter(message ->
                        message.alert().equals(alert) && message.status().equals("firing"))
                .reduce((earlier, later) -> later)
                .map(AlertReceiver.Message::summary);
    }

    AlertReceiver receiver() {
        return receiver;
    }

    Prometheus prometheus() {
        return prometheus;
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
        receiver.close();
    }
}
