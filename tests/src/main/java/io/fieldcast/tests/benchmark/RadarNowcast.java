package io.fieldcast.tests.benchmark;

import io.fieldcast.geometry.Grid;
import io.fieldcast.verification.nowcast.FixedFrames;
import io.fieldcast.verification.nowcast.FrameDynamics;
import io.fieldcast.verification.nowcast.FrameFilter;
import io.fieldcast.verification.nowcast.NowcastScores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Weather radar over Sydney, 3 November 2000: rolling forecasts, one and two frames of ten minutes ahead, of the nine frames from 08:55 on.
 * Mean and deviation come from the three frames before. Arguments: the data's folder, first seed and number of seeds.
 */
public final class RadarNowcast {
    private static final int COLUMNS = 28;
    private static final int ROWS = 40;
    private static final int FIRST = 3;

    private RadarNowcast() {}

    public static void main(String[] arguments) throws IOException {
        FixedFrames frames = new FixedFrames(
                new Grid(COLUMNS, ROWS, 0, 0, 1), read(Path.of(arguments[0], "observations.csv")), FIRST);
        long from = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        int count = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        System.out.printf("%-30s %5s %9s %9s %9s%n", "dynamics", "seed", "one step", "two steps", "cover 90%");
        for (long seed = from; seed < from + count; seed++) {
            for (Map.Entry<String, Supplier<FrameDynamics>> method :
                    NowcastMethods.all(frames.grid()).entrySet()) {
                NowcastScores scores = NowcastScores.of(
                        frames, method.getValue().get(), new FrameFilter.Settings(50, 4, 24, 3, 0.3, 5), FIRST, seed);
                System.out.printf(
                        "%-30s %5d %9.3f %9.3f %9.3f%n",
                        method.getKey(),
                        seed,
                        frames.deviation() * scores.oneStep(),
                        frames.deviation() * scores.twoSteps(),
                        scores.coverage());
            }
        }
    }

    /** Frames × cells; stations are numbered column by column, from south to north. */
    private static double[] read(Path file) throws IOException {
        Map<String, double[]> frames = new TreeMap<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(",", -1);
            int station = Integer.parseInt(parts[1].substring(1));
            int cell = station % ROWS * COLUMNS + station / ROWS;
            frames.computeIfAbsent(parts[0], time -> new double[COLUMNS * ROWS])[cell] = Double.parseDouble(parts[2]);
        }
        List<double[]> inOrder = new ArrayList<>(frames.values());
        double[] values = new double[inOrder.size() * COLUMNS * ROWS];
        for (int frame = 0; frame < inOrder.size(); frame++) {
            System.arraycopy(inOrder.get(frame), 0, values, frame * COLUMNS * ROWS, COLUMNS * ROWS);
        }
        return values;
    }
}
