package io.fieldcast.tests.benchmark;

import io.fieldcast.dynamics.BundledModel;
import io.fieldcast.dynamics.Composition;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.DeepIdeDynamics;
import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.dynamics.Oscillator;
import io.fieldcast.dynamics.Persistence;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Grid;
import io.fieldcast.training.SlidingDeepIde;
import io.fieldcast.training.SlidingIde;
import io.fieldcast.verification.nowcast.FrameDynamics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The dynamics that nowcasts are compared with, all in the same filter. Stateless. */
final class NowcastMethods {
    private static final int WINDOW = 3;
    private static final int ITERATIONS = 30;
    private static final double GAIN = 0.97;
    private static final double WIDTH = 1.5;
    private static final double REACH = 5;
    /** Prior deviation of the offset's correction; it and the window were chosen on simulated worlds. */
    private static final double CORRECTION = 0.6;

    private static final double FREQUENCY = 0.1;
    private static final double FRICTION = 0.5;

    private NowcastMethods() {}

    /** Each made anew for each run, since some remember what they have seen. */
    static Map<String, Supplier<FrameDynamics>> all(Grid grid) {
        DeepIde filtered = deep(grid, 0.2);
        DeepIde deep = deep(grid, CORRECTION);
        IdeKernel constant = IdeKernel.constant(Rows.NORMALISED, GAIN, WIDTH, REACH);
        BisquareBasis coarse = BisquareBasis.over(new Box(0, 0, grid.columns() - 1, grid.rows() - 1), 2);
        Map<String, Supplier<FrameDynamics>> methods = new LinkedHashMap<>();
        methods.put("persistence", () -> FrameDynamics.fixed(new Persistence(grid.size())));
        methods.put("linear IDE, refitted", () -> new SlidingIde(grid, constant, WINDOW, ITERATIONS));
        methods.put(
                "linear IDE, offsets on 2 x 2", () -> new SlidingIde(grid, constant.withOffsetOn(coarse), WINDOW, 6));
        methods.put("deep IDE, filter alone", () -> FrameDynamics.fixed(filtered));
        methods.put("deep IDE, refitted", () -> new SlidingDeepIde(grid, deep, WINDOW));
        methods.put(
                "composition with linear IDE",
                () -> swinging(grid, new SlidingIde(grid, constant, WINDOW, ITERATIONS)));
        methods.put("composition with deep IDE", () -> swinging(grid, new SlidingDeepIde(grid, deep, WINDOW)));
        return methods;
    }

    private static DeepIde deep(Grid grid, double offset) {
        return new DeepIde(grid, BundledModel.named(DeepIdeDynamics.BUNDLED), new DeepIde.Corrections(GAIN, offset, 2));
    }

    private static FrameDynamics swinging(Grid grid, FrameDynamics transport) {
        Oscillator oscillator = new Oscillator(grid.size(), FREQUENCY, FRICTION);
        return frames -> new Composition(oscillator, transport.next(frames));
    }
}
