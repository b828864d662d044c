package io.fieldcast.tests.benchmark;

import io.fieldcast.dynamics.BundledModel;
import io.fieldcast.dynamics.DeepIde;
import io.fieldcast.dynamics.DeepIdeDynamics;
import io.fieldcast.dynamics.IdeKernel;
import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.dynamics.Persistence;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Grid;
import io.fieldcast.training.SlidingIde;
import io.fieldcast.verification.nowcast.FrameDynamics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The dynamics that nowcasts are compared with, all in the same filter. Stateless. */
final class NowcastMethods {
    static final String DEEP = "deep IDE";
    static final String LINEAR = "linear IDE refitted";
    static final String PERSISTENCE = "persistence";

    private static final int WINDOW = 3;
    private static final double GAIN = 0.97;
    private static final double WIDTH = 1.5;
    private static final double REACH = 5;

    private NowcastMethods() {}

    /** Each made anew for each run, since some remember what they have seen. */
    static Map<String, Supplier<FrameDynamics>> all(Grid grid, boolean varying) {
        DeepIde deep =
                new DeepIde(grid, BundledModel.named(DeepIdeDynamics.BUNDLED), new DeepIde.Corrections(GAIN, 0.2, 2));
        IdeKernel constant = IdeKernel.constant(Rows.NORMALISED, GAIN, WIDTH, REACH);
        BisquareBasis coarse = BisquareBasis.over(new Box(0, 0, grid.columns() - 1, grid.rows() - 1), 2);
        Map<String, Supplier<FrameDynamics>> methods = new LinkedHashMap<>();
        methods.put(DEEP, () -> FrameDynamics.fixed(deep));
        methods.put(LINEAR, () -> new SlidingIde(grid, constant, WINDOW, 30));
        if (varying) {
            methods.put(
                    "linear IDE, offsets on 2 x 2",
                    () -> new SlidingIde(grid, constant.withOffsetOn(coarse), WINDOW, 6));
        }
        methods.put(PERSISTENCE, () -> FrameDynamics.fixed(new Persistence(grid.size())));
        return methods;
    }
}
