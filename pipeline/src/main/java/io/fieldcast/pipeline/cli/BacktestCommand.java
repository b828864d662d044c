package io.fieldcast.pipeline.cli;

import io.fieldcast.connectors.control.ControlDecoder;
import io.fieldcast.connectors.control.ControlSource;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.pipeline.report.ScoresFile;
import io.fieldcast.pipeline.run.Backtest;
import io.fieldcast.pipeline.run.History;
import io.fieldcast.pipeline.run.MessageFiles;
import io.fieldcast.pipeline.run.Verdicts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.apache.flink.api.connector.source.Boundedness;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays history through the job's graph and scores the forecasts. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Replay a field's history through the job's own graph; score what it would have forecast.",
            "",
            "Every forecast uses only what was observed before it was issued. Scores cover the window that the field's file names under "
                    + "scoring, by default the second half of the data."
        })
final class BacktestCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private FieldOptions fields = new FieldOptions();

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            description = "Where results go; by default backtest-FIELD in the current folder.")
    private @Nullable Path folder;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "Where the scores go, one JSON object a lead time; by default scores.json among the results.")
    private @Nullable Path scores;

    @Option(
            names = "--frozen",
            description = "Run a second time with all learning stopped where scoring begins, and score that beside it.")
    private boolean frozen;

    @Option(names = "--messages", description = "Keep every message of the run, one JSON file for each topic.")
    private boolean messages;

    @Option(
            names = {"-p", "--parallelism"},
            defaultValue = "1",
            description = "Parallelism of the job; results do not depend on it.")
    private int parallelism;

    @Option(
            names = "--control",
            paramLabel = "FILE",
            description = "Changes to make on the way, a line each, as ./fieldcast control --print writes them.")
    private @Nullable Path control;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        FieldFile field = fields.readOne();
        Path results = folder == null ? Path.of("backtest-" + field.name()) : folder;
        Files.createDirectories(results);
        History history = History.of(field);
        out.printf("%s: %d observations, %s to %s%n", field.name(), history.rows(), history.from(), history.to());

        Path scoresFile = scores == null ? results.resolve("scores.json") : scores;
        score(
                field,
                history,
                "Forecasts that learn all the time",
                results,
                scoresFile,
                results.resolve("report.html"),
                out);
        if (frozen) {
            Instant from = field.scoring()
                    .from()
                    .orElseThrow(() -> new IOException("--frozen needs scoring.from in the field's file"));
            Path name = scoresFile.getFileName();
            Path beside = scoresFile.resolveSibling(String.valueOf(name).replace(".json", "") + "-frozen.json");
            Path report = results.resolve("report-frozen.html");
            score(
                    field.learningUntil(from),
                    history,
                    "Forecasts that stopped learning at " + from,
                    results,
                    beside,
                    report,
                    out);
        }
        return 0;
    }

    private void score(
            FieldFile field, History history, String title, Path results, Path scoresFile, Path report, PrintWriter out)
            throws Exception {
        Verdicts verdicts = new Verdicts(field, history);
        long started = System.nanoTime();
        List<String> changes = new ArrayList<>();
        try (MessageFiles kept = messages ? MessageFiles.in(results) : MessageFiles.none();
                ProgressBar progress = bar(history, field)) {
            JobPlan plan = JobPlan.of(List.of(field)).withParallelism(parallelism);
            new Backtest(field, history, plan, changes(field)).run(message -> {
                if (message.topic == Topic.CHANGES) {
                    changes.add(ControlCommand.line(JsonReader.change(message.value)));
                }
                take(message, verdicts, kept, progress);
            });
        }
        verdicts.finish();
        double seconds = (System.nanoTime() - started) * 1e-9;
        ScoresFile.write(scoresFile, verdicts.scores());
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("run", "backtest");
        facts.put("learning", title);
        verdicts.report(report, facts);
        ScoreTable.print(out, title + ", in " + FieldOptions.scale(field) + ":", verdicts.scores());
        changes.forEach(out::println);
        out.printf(
                "  %d cycles in %.1f s, %d dead letters, digest %s%n",
                verdicts.cycles(),
                seconds,
                verdicts.letters(),
                verdicts.digest().hex());
        out.printf("  scores %s%n  report %s%n", scoresFile, report);
        out.flush();
    }

    private ControlSource changes(FieldFile field) throws IOException {
        return control == null
                ? ControlSource.none(Boundedness.BOUNDED)
                : ControlSource.file(control, new ControlDecoder(List.of(field.name())));
    }

    private static void take(Outgoing message, Verdicts verdicts, MessageFiles kept, ProgressBar progress) {
        kept.add(message);
        long before = verdicts.cycles();
        verdicts.add(message.topic, message.value);
        progress.stepBy(verdicts.cycles() - before);
    }

    private static ProgressBar bar(History history, FieldFile field) {
        long cycles = Duration.between(history.from(), history.to()).toMillis()
                        / field.settings().step().toMillis()
                + 1;
        return Progress.bar("backtest", "cycles", cycles);
    }
}
