package io.fieldcast.tests.benchmark;

import io.fieldcast.verification.nowcast.FrameDynamics;
import io.fieldcast.verification.nowcast.FrameFilter;
import io.fieldcast.verification.nowcast.NowcastScores;
import io.fieldcast.verification.nowcast.SwitchingTwin;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A field of 64 × 64 cells in a rotating, drifting flow that turns round half-way; 1024 cells of each frame are seen, with errors of
 * variance 0.01. Prints the error of one-step and two-step forecasts over all cells for a few seeds. Arguments: first seed and number of
 * seeds.
 */
public final class DeepIdeTwin {
    private static final int SIDE = 64;
    private static final int FRAMES = 40;
    private static final int FIRST = 5;

    private DeepIdeTwin() {}

    public static void main(String[] arguments) {
        long from = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        System.out.printf(
                "%-30s %5s %9s %9s %9s %9s%n", "dynamics", "seed", "one step", "two steps", "cover 90%", "s a run");
        for (long seed = from; seed < from + count; seed++) {
            SwitchingTwin twin = new SwitchingTwin(SIDE, FRAMES, seed);
            for (Map.Entry<String, Supplier<FrameDynamics>> method :
                    NowcastMethods.all(twin.grid()).entrySet()) {
                long start = System.nanoTime();
                NowcastScores scores = NowcastScores.of(
                        twin, method.getValue().get(), new FrameFilter.Settings(40, 6, 24, 4, 0.02, 6), FIRST, seed);
                System.out.printf(
                        "%-30s %5d %9.4f %9.4f %9.3f %9.1f%n",
                        method.getKey(),
                        seed,
                        scores.oneStep(),
                        scores.twoSteps(),
                        scores.coverage(),
                        (System.nanoTime() - start) / 1e9);
            }
        }
    }
}
