package io.fieldcast.pipeline.cli;

import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import io.fieldcast.pipeline.report.LiveView;
import io.fieldcast.pipeline.report.ScoresFile;
import io.fieldcast.pipeline.run.Demo;
import io.fieldcast.pipeline.run.Verdicts;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the product on real data, with nothing but this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Forecast 18 years of Irish wind, from a real Kafka broker through a real Flink job.",
            "",
            "Starts a broker and a Flink inside this process, replays the bundled data, shows the forecasts as they come and "
                    + "writes a report of how good they were. Needs no network and leaves nothing running."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration BETWEEN_VIEWS = Duration.ofMillis(300);
    private static final Duration BETWEEN_SCORES = Duration.ofSeconds(2);

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FIELD.yaml",
            defaultValue = "bundled:irish-wind/field.yaml",
            description = "Another field with recorded observations; default ${DEFAULT-VALUE}.")
    private String file = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            defaultValue = "fieldcast-demo",
            description = "Where the report and the scores go; default ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "9249-9260",
            description = "Port or range of ports for Prometheus while the job runs; default ${DEFAULT-VALUE}.")
    private String metricsPort = "";

    private Duration lastView = Duration.ZERO;
    private Duration lastScores = Duration.ZERO;
    private Optional<Duration> first = Optional.empty();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        FieldFile field = FieldFileReader.read(file);
        Files.createDirectories(folder);
        out.println("Starting a Kafka broker in this process …");
        out.flush();
        try (Demo demo = Demo.start(field)) {
            out.printf(
                    Locale.ROOT,
                    "Kafka is at %s. Replaying %,d observations of %d stations, %s to %s …%n",
                    demo.bootstrapServers(),
                    demo.history().rows(),
                    field.settings().network().stations().size(),
                    demo.history().from(),
                    demo.history().to());
            out.flush();
            long sent = demo.replay();
            out.printf(
                    Locale.ROOT,
                    "%,d observations are in topic %sobservations. Starting the job …%n",
                    sent,
                    field.kafka().prefix());
            out.flush();
            LiveView view = LiveView.on(System.out, CommandLine.Help.Ansi.AUTO.enabled(), System.getenv());
            long started = System.nanoTime();
            Verdicts verdicts = demo.forecast(metricsPort, (sofar, elapsed) -> show(view, sofar, elapsed));
            double seconds = (System.nanoTime() - started) * 1e-9;
            verdicts.live().scores(verdicts.scores());
            view.finish(verdicts.live().snapshot(Duration.ofNanos(System.nanoTime() - started)));
            conclude(field, demo, verdicts, seconds, out);
        }
        return 0;
    }

    private void show(LiveView view, Verdicts verdicts, Duration elapsed) {
        if (first.isEmpty() && verdicts.cycles() > 0) {
            first = Optional.of(elapsed);
        }
        if (elapsed.minus(lastScores).compareTo(BETWEEN_SCORES) > 0) {
            verdicts.live().scores(verdicts.scores());
            lastScores = elapsed;
        }
        if (elapsed.minus(lastView).compareTo(BETWEEN_VIEWS) > 0) {
            view.show(verdicts.live().snapshot(elapsed));
            lastView = elapsed;
        }
    }

    private void conclude(FieldFile field, Demo demo, Verdicts verdicts, double seconds, PrintWriter out)
            throws Exception {
        Path report = folder.resolve("report.html");
        Path scores = folder.resolve("scores.json");
        ScoresFile.write(scores, verdicts.scores());
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("run", "demo through Kafka and Flink");
        facts.put("observations", Long.toString(demo.history().rows()));
        facts.put("seconds", String.format(Locale.ROOT, "%.1f", seconds));
        verdicts.report(report, facts);
        out.println();
        ScoreTable.print(
                out,
                "How good the forecasts were, in "
                        + FieldOptions.scale(field) + ", from "
                        + field.scoring().from().map(Object::toString).orElse("the middle of the data") + " on:",
                verdicts.scores());
        out.printf(
                Locale.ROOT,
                "%nFirst forecast readable %.1f s after the job's start; %,d cycles in %.1f s; %d dead letters.%n",
                first.orElse(Duration.ZERO).toMillis() / 1000.0,
                verdicts.cycles(),
                seconds,
                verdicts.letters());
        out.printf("Digest of all forecasts: %s%n%n", verdicts.digest().hex());
        out.printf("Open in a browser:   %s%n", report.toAbsolutePath().toUri());
        out.printf("Scores as JSON:      %s%n", scores);
        out.println("The field's file:    " + file + "; ./fieldcast check -c " + file + " explains it");
        out.println("Next: ./fieldcast backtest -c your-field.yaml, on data of your own (./fieldcast backtest --help)");
        out.flush();
    }
}
