package io.fieldcast.pipeline.cli;

import io.fieldcast.pipeline.config.Durations;
import io.fieldcast.pipeline.run.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes data with a known truth. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Make observations of a field that drifts and spreads in a known way, and a field's file that fits them.")
final class SimulateCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FOLDER",
            defaultValue = "simulated",
            description = "Where the files go; default ${DEFAULT-VALUE}.")
    private Path folder = Path.of("");

    @Option(names = "--stations", defaultValue = "30", description = "Number of stations; default ${DEFAULT-VALUE}.")
    private int stations;

    @Option(
            names = "--steps",
            defaultValue = "1000",
            description = "Reports of each station; default ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--step", defaultValue = "10m", description = "Time between two reports; default ${DEFAULT-VALUE}.")
    private String step = "";

    @Option(
            names = "--noise",
            defaultValue = "0.2",
            description =
                    "Standard deviation of the measurement error; the field's own is about 1; default ${DEFAULT-VALUE}.")
    private double noise;

    @Option(
            names = "--missing",
            defaultValue = "0",
            description = "Share of reports that are missing; default ${DEFAULT-VALUE}.")
    private double missing;

    @Option(names = "--seed", defaultValue = "1", description = "Seed; default ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        Simulation simulation = new Simulation(
                stations,
                steps,
                Instant.parse("2026-01-01T00:00:00Z"),
                Durations.parse(step)
                        .orElseThrow(() -> new IOException("--step: expected a duration such as 10m, got " + step)),
                noise,
                missing,
                seed);
        try (ProgressBar progress = Progress.bar("simulate", "steps", steps)) {
            simulation.write(folder, progress::stepTo);
        }
        out.printf(
                "%s holds stations.csv, observations.csv and field.yaml%nNext: ./fieldcast backtest -c %s%n",
                folder, folder.resolve("field.yaml"));
        out.flush();
        return 0;
    }
}
