package io.fieldcast.pipeline.cli;

import io.fieldcast.verification.twin.TwinCase;
import io.fieldcast.verification.twin.TwinResult;
import io.fieldcast.verification.twin.TwinRow;
import io.fieldcast.verification.twin.TwinScores;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs twin experiments and prints what was reached beside what others reach. */
@Command(
        name = "twin",
        mixinStandardHelpOptions = true,
        description = {
            "Run benchmark cases of data assimilation with a known truth; print scores beside references and bounds.",
            "",
            "Truth and observations come from the seed: seeds 1, 2, … are run and averaged. The exit code is 1 if a row misses its bound."
        })
final class TwinCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "CASE", description = "A case, A to H, or all.")
    private String chosen = "";

    @Option(
            names = "--seeds",
            paramLabel = "n",
            description = "Seeds for each method; by default as many as the committed table has.")
    private int seeds;

    @Option(
            names = "--cycles",
            paramLabel = "n",
            description = "Windows of each run, for a quick look; by default those of the reference.")
    private int cycles;

    @Option(
            names = "--method",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only methods whose name holds this text.")
    private String method = "";

    @Option(names = "--json", description = "Print one JSON object a row instead of the table.")
    private boolean json;

    @Option(names = "--no-times", description = "Leave out what differs from run to run.")
    private boolean withoutTimes;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        if (seeds < 0 || cycles < 0 || cycles == 1) {
            throw new IOException("--seeds must be at least 1 and --cycles at least 2");
        }
        boolean accepted = true;
        try (ProgressBar progress = Progress.bar("twin", "cycles", work())) {
            for (TwinCase some : cases()) {
                accepted &= run(some, out, progress);
            }
        }
        return accepted ? 0 : 1;
    }

    private boolean run(TwinCase some, PrintWriter out, ProgressBar progress) throws IOException {
        List<TwinRow> rows = rows(some);
        boolean accepted = true;
        if (!json && !rows.isEmpty()) {
            out.println(TwinTable.head(some, withoutTimes));
            out.flush();
        }
        for (TwinRow row : rows) {
            progress.setExtraMessage(some.name() + " " + row.method());
            TwinResult result = runAll(row, progress);
            accepted &= result.accepted();
            out.println(json ? TwinJson.row(some, result) : TwinTable.row(result, withoutTimes));
            out.flush();
        }
        if (!json && !rows.isEmpty()) {
            out.println();
            out.flush();
        }
        return accepted;
    }

    private TwinResult runAll(TwinRow row, ProgressBar progress) {
        List<TwinScores> runs = new ArrayList<>();
        for (long seed = 1; seed <= seeds(row); seed++) {
            TwinScores scores = row.run(cycles(row), seed);
            runs.add(withoutTimes ? scores.withoutTimes() : scores);
            progress.stepBy(cycles(row));
        }
        return new TwinResult(row, cycles(row), runs);
    }

    private long work() throws IOException {
        long work = 0;
        for (TwinCase some : cases()) {
            for (TwinRow row : rows(some)) {
                work += (long) cycles(row) * seeds(row);
            }
        }
        return work;
    }

    private List<TwinCase> cases() throws IOException {
        List<TwinCase> cases = TwinCase.all().stream()
                .filter(some -> chosen.equalsIgnoreCase("all") || chosen.equalsIgnoreCase(some.name()))
                .toList();
        if (cases.isEmpty()) {
            List<String> names = TwinCase.all().stream().map(TwinCase::name).toList();
            throw new IOException("no case " + chosen.toUpperCase(Locale.ROOT) + "; there are "
                    + String.join(", ", names) + " and all");
        }
        return cases;
    }

    private List<TwinRow> rows(TwinCase some) {
        return some.rows().stream()
                .filter(row -> row.method().toLowerCase(Locale.ROOT).contains(method.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private int cycles(TwinRow row) {
        return cycles > 0 ? cycles : row.cycles();
    }

    private int seeds(TwinRow row) {
        return seeds > 0 ? seeds : row.seeds();
    }
}
