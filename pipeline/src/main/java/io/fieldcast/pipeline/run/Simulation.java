package io.fieldcast.pipeline.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.pipeline.config.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Made-up observations with a known truth: a field on a square, carried by a drifting, spreading kernel and stirred by smooth noise,
 * seen by stations at random places. For trying a configuration and for load tests.
 *
 * @param stations number of stations
 * @param steps number of times at which each reports
 * @param start time of the first report
 * @param step time between two reports
 * @param noise standard deviation of the measurement error; the field's own is about 1
 * @param missing share of the reports that are missing, in 0..1
 * @param seed of the random numbers
 */
public record Simulation(
        int stations, int steps, Instant start, Duration step, double noise, double missing, long seed) {
    private static final int CELLS = 24;
    private static final double GAIN = 0.9;
    private static final double WIDTH = 6;
    private static final double DRIFT = 1;

    /** Strength of the stirring that keeps the field's standard deviation near 1. */
    private static final double STIR = 3.8;

    private static final double MEAN = 10;

    public Simulation {
        Check.that(
                stations >= 1 && steps >= 1, "expected at least one station and step, got %d and %d", stations, steps);
        Check.that(missing >= 0 && missing < 1, "share of missing reports must lie in 0..1, got %s", missing);
    }

    /**
     * Writes {@code stations.csv}, {@code observations.csv} and a {@code field.yaml} that fits them.
     *
     * @param progress told the number of steps done
     */
    public void write(Path folder, IntConsumer progress) throws IOException {
        Files.createDirectories(folder);
        Grid grid = new Grid(CELLS, CELLS, 0.5, 0.5, 1);
        RandomStreams streams = new RandomStreams(seed, "simulation");
        RandomStreams.Stream where = streams.stream(0, Purpose.TRUTH);
        double[][] weights = new double[stations][grid.size()];
        try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("stations.csv"))) {
            csv.writeRecord("id", "x", "y");
            for (int station = 0; station < stations; station++) {
                double x = CELLS * where.uniform(2L * station);
                double y = CELLS * where.uniform(2L * station + 1);
                grid.weights(x, y, weights[station]);
                csv.writeRecord(name(station), number(x), number(y));
            }
        }
        writeObservations(folder.resolve("observations.csv"), grid, weights, streams, progress);
        Files.writeString(folder.resolve("field.yaml"), field());
    }

    private void writeObservations(
            Path file, Grid grid, double[][] weights, RandomStreams streams, IntConsumer progress) throws IOException {
        LinearIde ide = LinearIde.onGrid(grid, IdeKernel.constant(IdeKernel.Rows.NORMALISED, GAIN, WIDTH, 2 * DRIFT));
        LinearIde truth = ide.fixedAt(truth(ide));
        // An ensemble wants two members; the second is another truth that nobody sees.
        Ensemble field = Ensemble.ofState(grid.size(), 2);
        double[] scratch = new double[truth.scratchSize(2)];
        LinearIde smoother = ide.fixedAt(still(ide));
        Ensemble stir = Ensemble.ofState(grid.size(), 2);
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord("time", "station", "value");
            for (int step = 0; step < steps; step++) {
                truth.advance(field, 1, scratch);
                streams.stream(step, Purpose.PROCESS_NOISE).fillGaussian(0, stir.values(), 0, stir.values().length);
                smoother.advance(stir, 1, scratch);
                for (int i = 0; i < field.values().length; i++) {
                    field.values()[i] += STIR * stir.values()[i];
                }
                report(csv, step, field, weights, streams.stream(step, Purpose.MEASUREMENT));
                progress.accept(step + 1);
            }
        }
    }

    private void report(CsvWriter csv, int at, Ensemble field, double[][] weights, RandomStreams.Stream measurement) {
        String time = start.plus(step.multipliedBy(at)).toString();
        for (int station = 0; station < stations; station++) {
            if (measurement.uniform(2L * stations + station) < missing) {
                continue;
            }
            double value = MEAN + noise * measurement.gaussian(station);
            for (int cell = 0; cell < weights[station].length; cell++) {
                value += weights[station][cell] * field.values()[2 * cell];
            }
            csv.writeRecord(time, name(station), number(value));
        }
    }

    private static double[] truth(LinearIde ide) {
        double[] numbers = still(ide);
        numbers[2] = ide.parameters().get(2).transform().toUnconstrained(-DRIFT);
        return numbers;
    }

    private static double[] still(LinearIde ide) {
        return ide.parameters().stream()
                .mapToDouble(parameter -> parameter.mean())
                .toArray();
    }

    private static String name(int station) {
        return String.format(Locale.ROOT, "S%04d", station);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    private String field() {
        return """
                # Simulated: a smooth field drifting eastwards by %s a step, seen by %d stations.
                field: simulated
                title: A simulated field
                network: {stations: stations.csv, coordinates: planar}
                mean: {annual: 0, daily: 0}
                step: %s
                leads: [%s, %s, %s]
                data: {observations: observations.csv}
                """.formatted(
                        number(DRIFT),
                        stations,
                        Durations.format(step),
                        Durations.format(step),
                        Durations.format(step.multipliedBy(2)),
                        Durations.format(step.multipliedBy(3)));
    }
}
