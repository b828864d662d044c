package io.fieldcast.tests.monitoring;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.pipeline.cli.Fieldcast;
import io.fieldcast.tests.cluster.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The whole line of monitoring, with nothing in it replaced or shortened: {@code fieldcast run} on a live stream, the installed
 * Prometheus with the project's configuration and rules, the installed Alertmanager with the project's routes, and a web hook at the
 * end. Every query of every panel must return data, and alerts must fire and resolve end to end.
 *
 * <p>Arguments: {@code short} for a minute of cycles and one alert; otherwise seven minutes, two alerts, and, if a folder is named, a
 * picture of each dashboard in it.
 */
public final class MonitoringTrial implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long PAUSE_MILLIS = 250;

    private final Path folder;
    private final String bootstrap;
    private final AlertReceiver receiver;
    private final Prometheus prometheus;
    private final int port;
    private final Instant started = Instant.now();
    private final LiveWind wind;
    private JavaProcess job;
    private int missing;

    private MonitoringTrial(Path folder, String bootstrap, Watch watch, int port) throws IOException {
        this.folder = folder;
        this.bootstrap = bootstrap;
        this.receiver = watch.receiver();
        this.prometheus = watch.prometheus();
        this.port = port;
        this.wind = LiveWind.start(bootstrap);
        this.job = startJob();
    }

    /** Runs it; exits with 1 if a query returns nothing, an alert does not come, or a rule cannot be evaluated. */
    public static void main(String[] arguments) throws Exception {
        if (!Watch.isInstalled()) {
            System.out.println("left out: prometheus and prometheus-alertmanager are not installed (Debian has both)");
            return;
        }
        boolean brief = arguments.length > 0 && arguments[0].equals("short");
        Optional<Path> pictures =
                arguments.length > 0 && !brief ? Optional.of(Path.of(arguments[0])) : Optional.empty();
        Path folder = Files.createTempDirectory("fieldcast-monitoring");
        int port = Programs.freePort();
        int missing;
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Watch watch = Watch.start(folder, "127.0.0.1:" + port)) {
            broker.createTopics(TopicNames.DEFAULT.all(), 1);
            String bootstrap = broker.bootstrapServers();
            try (MonitoringTrial trial = new MonitoringTrial(folder, bootstrap, watch, port)) {
                trial.run(brief ? 60 : 420, !brief, pictures);
                missing = trial.missing;
            }
        }
        System.exit(missing == 0 ? 0 : 1);
    }

    private void run(int cycles, boolean both, Optional<Path> pictures) throws Exception {
        say("Prometheus " + prometheus.version() + " scrapes fieldcast run every " + STEP.toSeconds() + " s");
        Instant from = awaitCycles(1);
        awaitCycles(cycles);
        List<String> broken = new ArrayList<>();
        prometheus.rules().forEach((name, health) -> {
            if (!health.equals("ok")) {
                broken.add(name + " " + health);
            }
        });
        say(prometheus.rules().size() + " rules, of which " + broken.size() + " cannot be evaluated " + broken);
        missing += broken.size();
        Instant now = Instant.now();
        for (Dashboard dashboard : Dashboard.all(Watch.MONITORING)) {
            List<Answers> panels = Answers.of(dashboard, prometheus, from, now, STEP);
            ask(dashboard, panels);
            if (pictures.isPresent()) {
                DashboardPage page = new DashboardPage(dashboard, panels, from, now);
                page.write(folder.resolve(dashboard.name() + ".html"));
                page.photograph(folder, pictures.get().resolve(dashboard.name() + ".png"));
            }
        }
        say("kill -9 to the job: JobDown");
        job.kill();
        follow("JobDown", "firing");
        job = startJob();
        follow("JobDown", "resolved");
        if (both) {
            say("no observations any more: ForecastStale");
            wind.pause(true);
            follow("ForecastStale", "firing");
            wind.pause(false);
            follow("ForecastStale", "resolved");
        }
        say(missing == 0 ? "all of it" : missing + " things are missing");
    }

    /**
     * Waits until the job has run so many cycles; says when that was.
     *
     * @throws IllegalStateException if it does not; it carries the job's log
     */
    private Instant awaitCycles(int cycles) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.plusSeconds(cycles).toNanos();
        String query = "sum(forecast_cycles_total) >= " + cycles;
        while (prometheus.instant(query, Instant.now()).isEmpty()) {
            if (!job.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the job has not run " + cycles + " cycles\n" + job.tail());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        say(cycles + (cycles == 1 ? " cycle was run" : " cycles were run"));
        return Instant.now();
    }

    private void ask(Dashboard dashboard, List<Answers> panels) {
        int asked = 0;
        int answered = 0;
        for (Answers panel : panels) {
            for (int i = 0; i < panel.panel().queries().size(); i++) {
                List<Series> series = panel.answers().get(i);
                boolean data = panel.hasData(i);
                asked++;
                answered += data ? 1 : 0;
                System.out.printf(
                        Locale.ROOT,
                        "  %-7s %-13s %-42s %3d series, %5d values  %s%n",
                        data ? "data" : "NOTHING",
                        dashboard.name(),
                        panel.panel().title(),
                        series.size(),
                        series.stream().mapToInt(one -> one.values().size()).sum(),
                        panel.panel().queries().get(i).legend());
            }
        }
        missing += asked - answered;
        say(dashboard.title() + ": " + answered + " of " + asked + " queries return data");
    }

    /** Waits until an alert was delivered with this status, and tells each step of its way there. */
    private void follow(String alert, String status) throws IOException, InterruptedException {
        int before = receiver.messages().size();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String state = "";
        while (System.nanoTime() < deadline) {
            String now = prometheus.stateOf(alert).orElse("inactive");
            if (!now.equals(state)) {
                say("  " + alert + " is " + now + " in Prometheus");
                state = now;
            }
            for (AlertReceiver.Message message :
                    receiver.messages().subList(before, receiver.messages().size())) {
                if (message.alert().equals(alert) && message.status().equals(status)) {
                    say("  " + alert + " delivered as " + status + ": " + message.summary());
                    return;
                }
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        say("  " + alert + " was NOT delivered as " + status);
        missing++;
    }

    private JavaProcess startJob() throws IOException {
        Path file = LiveWind.write(folder, bootstrap);
        return JavaProcess.start(
                "job",
                folder.resolve("job.log"),
                List.of("-Xmx512m", "-Dlog4j2.configurationFile=log4j2.properties"),
                Fieldcast.class.getName(),
                List.of("run", "-c", file.toString(), "--metrics-port", Integer.toString(port)));
    }

    private void say(String line) {
        System.out.printf(
                Locale.ROOT,
                "%5d s  %s%n",
                Duration.between(started, Instant.now()).toSeconds(),
                line);
    }

    @Override
    public void close() {
        wind.close();
        job.close();
    }
}
