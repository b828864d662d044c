package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.FilterSpec;
import java.util.List;

/** Size: case A with many more variables, 20 members and inflation 1.02; up to 39 observations in each local domain. */
public final class CaseB implements TwinCase {
    private static final double TOLERANCE = 0.003;
    private static final double HALF_SUPPORT = 6 * CaseA.REACH;

    @Override
    public String name() {
        return "B";
    }

    @Override
    public String title() {
        return "size: as A with m variables, N20, loc 6, inflation 1.02, all observed";
    }

    /** More variables make a mean over fewer windows as sure; the windows that are scored still see millions of values. */
    @Override
    public List<TwinRow> rows() {
        return List.of(
                row("serial m1000", new FilterSpec.LocalSerial(HALF_SUPPORT), 1_000, 0.193, 1_200, 2),
                row("serial m10000", new FilterSpec.LocalSerial(HALF_SUPPORT), 10_000, 0.191, 600, 1));
    }

    private static TwinRow row(
            String label, FilterSpec filter, int variables, double reference, int fullCycles, int seeds) {
        Ring ring = new Ring(variables);
        Method method = Method.of(CaseA.dynamics(variables), 20, filter, ring).inflated(1.02);
        return new TwinRow(
                label,
                "Whitaker & Hamill 2002",
                fullCycles,
                seeds,
                List.of(Target.within(Figure.RMSE_A, reference, TOLERANCE)),
                (cycles, seed) -> CaseA.experiment(ring, cycles, seed).run(new EnsembleEstimator(method)));
    }
}
