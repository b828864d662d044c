package io.fieldcast.tests.faults;

import io.fieldcast.domain.Check;
import io.fieldcast.tests.load.PacedLoad;
import io.fieldcast.tests.monitoring.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.util.FileUtils;

/**
 * Fault R5: job and broker go down between a checkpoint and its commit, and the broker is away for longer than the sink's transactions
 * may last, so that it aborts what the checkpoint had promised. A Prometheus with the project's own rules watches, and must know of the
 * loss, its size, and still know it when the process that counted it is gone. At last the broker is away for as long, with the job
 * alive. Confined to one thread.
 */
final class WatchedOutage implements AutoCloseable {
    private static final String ALERT = "ForecastGap";
    private static final String SINKS = "CommitsFailed";
    private static final String LOST = "max(forecast_gaps_total)";
    private static final Duration ASKED = Duration.ofMinutes(2);
    private static final Duration SCRAPES = Duration.ofSeconds(10);

    /** A broker looks every ten seconds for transactions to abort; a job that is back before that saves its own. */
    private static final Duration ABORTS = Duration.ofSeconds(12);

    private static final long PAUSE_MILLIS = 250;

    /**
     * The project's Prometheus asks the DNS whom to scrape, at its default of 30 s: a new process may wait that long before it is
     * scraped. So it always does here.
     */
    private static final Duration DISCOVERY = Duration.ofSeconds(30);

    private final Trial trial;
    private final Path folder;
    private final Watch watch;
    private long back;

    /**
     * What came of it.
     *
     * @param firing from the end of the outage, when the broker was back, until the alert fired at Prometheus
     * @param delivered likewise until the web hook was told
     * @param told what the web hook was told
     * @param counted cycles that the counter had when the alert fired
     * @param remembered what it had after that process, too, was killed
     * @param atLast what it had after the broker's outage
     * @param lost cycles whose forecasts readers do not have, in the end
     */
    record Seen(
            Duration firing,
            Duration delivered,
            String told,
            double counted,
            double remembered,
            double atLast,
            long lost) {
        boolean held() {
            return delivered.compareTo(ASKED) <= 0
                    && counted > 0
                    && told.contains(String.format(Locale.ROOT, " %.0f cycles", counted))
                    && remembered == counted
                    && atLast == lost;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d cycles lost, %.0f counted, %.0f after a `kill -9`, %.0f after another outage of the broker;"
                            + " %s fires %.1f s after the broker was back, delivered after %.1f s",
                    lost,
                    counted,
                    remembered,
                    atLast,
                    ALERT,
                    seconds(firing),
                    seconds(delivered));
        }
    }

    private WatchedOutage(Trial trial, Path folder, Watch watch) {
        this.trial = trial;
        this.folder = folder;
        this.watch = watch;
    }

    /** Lets Prometheus watch the trial's job, and returns once it has seen that nothing is lost yet. */
    static WatchedOutage start(Trial trial) throws IOException, InterruptedException {
        Check.that(Watch.isInstalled(), "prometheus and prometheus-alertmanager are not installed (Debian has both)");
        Path folder = Files.createTempDirectory("fieldcast-watch");
        Watch watch = Watch.start(folder, address(trial));
        WatchedOutage outage = new WatchedOutage(trial, folder, watch);
        outage.await(() -> watch.value(LOST).orElse(-1) == 0, "a counter at 0");
        return outage;
    }

    Seen run(Duration pause, Consumer<String> lines) throws Exception {
        CrashesBeforeCommit.Crash crash = new CrashesBeforeCommit(trial).run(() -> brokerAway(pause));
        long started = System.nanoTime() - crash.running().toNanos();
        lines.accept("outage " + crash);
        await(() -> since(started).compareTo(DISCOVERY) >= 0, "the time");
        watch.scrape(address(trial));
        await(() -> watch.isFiring(ALERT), "an alert at Prometheus");
        Duration firing = since(back);
        double counted = watch.value(LOST).orElse(0);
        lines.accept(
                String.format(Locale.ROOT, "%s fires after %.1f s, %.0f counted", ALERT, seconds(firing), counted));
        await(() -> watch.delivered(ALERT).isPresent(), "an alert at the web hook");
        Duration delivered = since(back);
        String told = watch.delivered(ALERT).orElseThrow();
        lines.accept(String.format(Locale.ROOT, "delivered after %.1f s: %s", seconds(delivered), told));
        await(() -> watch.isFiring(SINKS), "the sink's alert");
        lines.accept(String.format(Locale.ROOT, "%s fires after %.1f s", SINKS, seconds(since(back))));

        trial.checkpoints().awaitCompletion();
        trial.cluster().killTaskManager();
        trial.cluster().startTaskManager();
        trial.awaitNews();
        double remembered = countedNow();
        lines.accept(String.format(Locale.ROOT, "TaskManager killed: %.0f counted", remembered));

        lines.accept("broker " + new BrokerOutages(trial).run(pause));
        trial.awaitNews();
        double atLast = countedNow();
        Trial.Outcome outcome = trial.end();
        long lost = (outcome.unfaulted().forecasts() - outcome.faulted().forecasts()) / PacedLoad.STATIONS;
        return new Seen(firing, delivered, told, counted, remembered, atLast, lost);
    }

    private void brokerAway(Duration pause) throws IOException, InterruptedException {
        trial.broker().kill();
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        trial.broker().restart();
        back = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(ABORTS.toNanos());
    }

    /** As the process that counts now says it, two scrapes from now. */
    private double countedNow() throws IOException, InterruptedException {
        String address = address(trial);
        watch.scrape(address);
        long asked = System.nanoTime();
        String query = "forecast_gaps_total{instance=\"" + address + "\"}";
        await(() -> since(asked).compareTo(SCRAPES) >= 0 && watch.value(query).isPresent(), "a counter");
        return watch.value(query).orElseThrow();
    }

    private static String address(Trial trial) {
        return trial.cluster().meters().getAuthority();
    }

    /** True as soon as it holds. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Reads on what the job sends meanwhile, as its readers would. */
    private void await(Condition condition, String what) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ASKED.multipliedBy(2).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "waited in vain for " + what + "\n" + trial.cluster().logs());
            }
            trial.lag();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    @Override
    public void close() throws IOException {
        watch.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
