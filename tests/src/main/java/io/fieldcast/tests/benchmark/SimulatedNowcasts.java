package io.fieldcast.tests.benchmark;

import io.fieldcast.geometry.Grid;
import io.fieldcast.training.flow.SimulatedFrames;
import io.fieldcast.verification.nowcast.FixedFrames;
import io.fieldcast.verification.nowcast.FrameDynamics;
import io.fieldcast.verification.nowcast.FrameFilter;
import io.fieldcast.verification.nowcast.NowcastScores;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Simulated fields in flows of all kinds, as many cells and frames as {@link RadarNowcast} has, in units of the first frames' deviation:
 * the place to choose settings. Arguments: first world and number of worlds.
 */
public final class SimulatedNowcasts {
    private static final Grid GRID = new Grid(28, 40, 0, 0, 1);
    private static final int COUNT = 12;
    private static final int FIRST = 3;

    private SimulatedNowcasts() {}

    public static void main(String[] arguments) {
        int from = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        System.out.printf("%-30s %5s %9s %9s %9s%n", "dynamics", "world", "one step", "two steps", "cover 90%");
        for (int world = from; world < from + count; world++) {
            FixedFrames frames = SimulatedFrames.of(GRID, world, COUNT, FIRST);
            for (Map.Entry<String, Supplier<FrameDynamics>> method :
                    NowcastMethods.all(GRID).entrySet()) {
                NowcastScores scores = NowcastScores.of(
                        frames, method.getValue().get(), new FrameFilter.Settings(50, 4, 24, 3, 0.3, 5), FIRST, world);
                System.out.printf(
                        "%-30s %5d %9.4f %9.4f %9.3f%n",
                        method.getKey(), world, scores.oneStep(), scores.twoSteps(), scores.coverage());
            }
        }
    }
}
