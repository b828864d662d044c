package io.fieldcast.tests.benchmark;

import io.fieldcast.dynamics.BundledModel;
import io.fieldcast.dynamics.Composition;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.DeepIdeDynamics;
import io.fieldcast.dynamics.FlowFeatures;
import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.dynamics.LinearIde;
import io.fieldcast.dynamics.Oscillator;
import io.fieldcast.dynamics.Persistence;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Grid;
import io.fieldcast.training.SlidingIde;
import io.fieldcast.verification.nowcast.AnalysedFrame;
import io.fieldcast.verification.nowcast.FrameDynamics;
import java.util.LinkedHashMap;
import java.util.List;
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
        DeepIde deep = deep(grid, CORRECTION).fitted();
        IdeKernel constant = IdeKernel.constant(Rows.NORMALISED, GAIN, WIDTH, REACH);
        BisquareBasis coarse = BisquareBasis.over(new Box(0, 0, grid.columns() - 1, grid.rows() - 1), 2);
        Map<String, Supplier<FrameDynamics>> methods = new LinkedHashMap<>();
        methods.put("persistence", () -> FrameDynamics.fixed(new Persistence(grid.size())));
        methods.put("linear IDE, refitted", () -> new SlidingIde(grid, constant, WINDOW, ITERATIONS));
        methods.put(
                "linear IDE, offsets on 2 x 2", () -> new SlidingIde(grid, constant.withOffsetOn(coarse), WINDOW, 6));
        methods.put("linear IDE, filter alone", () -> FrameDynamics.fixed(LinearIde.onGrid(grid, constant)));
        methods.put("deep IDE, filter alone", () -> FrameDynamics.fixed(filtered));
        methods.put("deep IDE, fitted", () -> FrameDynamics.fixed(deep));
        methods.put("deep IDE, flow held", () -> frames -> deep.readOff(latest(grid, frames)));
        methods.put(
                "composition with linear IDE",
                () -> swinging(grid, new SlidingIde(grid, constant, WINDOW, ITERATIONS)));
        methods.put("composition with deep IDE", () -> swinging(grid, frames -> deep.readOff(latest(grid, frames))));
        return methods;
    }

    private static DeepIde deep(Grid grid, double offset) {
        return new DeepIde(grid, BundledModel.named(DeepIdeDynamics.BUNDLED), new DeepIde.Corrections(GAIN, offset, 2));
    }

    /** The latest analyses, the last one first; where there are too few, the earliest again. */
    private static double[] latest(Grid grid, List<AnalysedFrame> frames) {
        double[] fields = new double[FlowFeatures.FRAMES * grid.size()];
        for (int back = 0; back < FlowFeatures.FRAMES && !frames.isEmpty(); back++) {
            AnalysedFrame frame = frames.get(Math.max(0, frames.size() - 1 - back));
            for (int cell = 0; cell < grid.size(); cell++) {
                fields[back * grid.size() + cell] = frame.mean(cell);
            }
        }
        return fields;
    }

    private static FrameDynamics swinging(Grid grid, FrameDynamics transport) {
        Oscillator oscillator = new Oscillator(grid.size(), FREQUENCY, FRICTION);
        return frames -> new Composition(oscillator, transport.next(frames));
    }
}
