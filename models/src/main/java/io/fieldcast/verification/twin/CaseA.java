package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.FiniteSizePrior;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.RungeKutta4;
import java.util.List;

/**
 * Accuracy: Lorenz-96 with 40 variables, F = 8, step 0.05, every variable observed in every step with error variance 1; the settings
 * on which published filters are compared. Inflation is a factor on the standard deviation; "loc r" is a half-support of 1.82 r.
 */
public final class CaseA implements TwinCase {
    static final double REACH = 1.82;

    private static final double GLOBAL = Double.POSITIVE_INFINITY;

    private static final double FORCING = 8;
    private static final double STEP = 0.05;
    private static final int CYCLES = 10_000;
    private static final int SEEDS = 5;
    private static final int BURN_IN = 400;
    private static final double ANALYSIS_TOLERANCE = 0.004;
    private static final double FORECAST_TOLERANCE = 0.005;
    private static final Ring RING = new Ring(40);
    private static final String HUNT = "Hunt et al. 2007";
    private static final String WHITAKER = "Whitaker & Hamill 2002";
    private static final String MIYOSHI = "Miyoshi 2011";

    @Override
    public String name() {
        return "A";
    }

    @Override
    public String title() {
        return "accuracy: Lorenz-96, 40 variables, all observed every 0.05, R = 1";
    }

    @Override
    public List<TwinRow> rows() {
        return List.of(
                row(
                        "ETKF N20 1.04 rotated",
                        "Sakov & Oke 2008",
                        method(20, etkf()).inflated(1.04),
                        0.195,
                        0.214),
                row(
                        "ETKF N40 1.01 rotated",
                        "Sakov & Oke 2008",
                        method(40, etkf()).inflated(1.01),
                        0.174,
                        0.191),
                row("LETKF N7 1.04 loc 4 rotated", HUNT, method(7, letkf(4)).inflated(1.04), 0.216, 0.237),
                row("LETKF N10 1.04 loc 6 rotated", HUNT, method(10, letkf(6)).inflated(1.04), 0.199, 0.218),
                row("LETKF N20 1.02 loc 6 rotated", HUNT, method(20, letkf(6)).inflated(1.02), 0.186, 0.204),
                row(
                        "serial N7 1.04 loc 4 rotated",
                        WHITAKER,
                        method(7, serial(4)).inflated(1.04),
                        0.216,
                        0.237),
                row(
                        "serial N10 1.04 loc 6 rotated",
                        WHITAKER,
                        method(10, serial(6)).inflated(1.04),
                        0.199,
                        0.218),
                row(
                        "serial N20 1.02 loc 6 rotated",
                        WHITAKER,
                        method(20, serial(6)).inflated(1.02),
                        0.186,
                        0.204),
                row("LETKF N20 adaptive loc 6 rotated", MIYOSHI, adaptive(letkf(6)), 0.187, 0.204),
                row("serial N20 adaptive loc 6 rotated", MIYOSHI, adaptive(serial(6)), 0.187, 0.204),
                row(
                        "stochastic EnKF N40 1.06",
                        "Burgers et al. 1998",
                        method(40, new FilterSpec.Stochastic(GLOBAL))
                                .inflated(1.06)
                                .unrotated(),
                        0.219,
                        0.239),
                row(
                        "DEnKF N40 1.01",
                        "Sakov & Oke 2008",
                        method(40, new FilterSpec.Denkf(GLOBAL)).inflated(1.01).unrotated(),
                        0.179,
                        0.196),
                row(
                        "EnKF-N N24 xN 2 rotated",
                        "Bocquet et al. 2015",
                        method(24, new FilterSpec.FiniteSize(GLOBAL, new FiniteSizePrior(2))),
                        0.178,
                        0.195));
    }

    private static FilterSpec etkf() {
        return new FilterSpec.Etkf();
    }

    private static FilterSpec letkf(double radius) {
        return new FilterSpec.Letkf(radius * REACH);
    }

    private static FilterSpec serial(double radius) {
        return new FilterSpec.LocalSerial(radius * REACH);
    }

    private static Method adaptive(FilterSpec filter) {
        return method(20, filter).inflatedBy(AdaptiveInflation.standard());
    }

    private static Method method(int members, FilterSpec filter) {
        return Method.of(dynamics(RING.size()), members, filter, RING);
    }

    private static TwinRow row(String label, String source, Method method, double analysis, double forecast) {
        return new TwinRow(
                label,
                source,
                CYCLES,
                SEEDS,
                List.of(
                        Target.within(Figure.RMSE_A, analysis, ANALYSIS_TOLERANCE),
                        Target.within(Figure.RMSE_F, forecast, FORECAST_TOLERANCE)),
                (cycles, seed) -> experiment(RING, cycles, seed).run(new EnsembleEstimator(method)));
    }

    /** Lorenz-96 of any size at the settings of this case. */
    static RungeKutta4 dynamics(int size) {
        return new RungeKutta4(new Lorenz96(size, FORCING), STEP, 1);
    }

    /** A ring of any size at the settings of this case; a short run scores its second half. */
    static TwinExperiment experiment(Ring ring, int cycles, long seed) {
        return TwinExperiment.of(
                Truth.of(dynamics(ring.size())),
                Network.onRing(ring, 1, 1),
                cycles,
                Math.min(BURN_IN, cycles / 2),
                seed);
    }
}
