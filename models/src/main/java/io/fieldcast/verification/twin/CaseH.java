package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.dynamics.VectorField;
import java.util.List;

/**
 * Model error: the truth is Lorenz-96 in two scales, the forecast knows only the slow one. All slow variables are observed every 0.05
 * with error variance 1.
 */
public final class CaseH implements TwinCase {
    private static final int CYCLES = 2_500;
    private static final int BURN_IN = 500;
    private static final int SEEDS = 5;
    private static final double STEP = 0.05;
    private static final double FORCING = 10;
    private static final int FAST_STEPS = 10;
    private static final TwoScaleLorenz96 TRUTH = new TwoScaleLorenz96(36, 10, FORCING, 1, 10, 10);
    private static final Ring RING = new Ring(TRUTH.slow());
    private static final FilterSpec FILTER = new FilterSpec.LocalSerial(5 * CaseA.REACH);

    @Override
    public String name() {
        return "H";
    }

    @Override
    public String title() {
        return "model error: truth two-scale Lorenz-96 (36 x 10), forecast by the slow scale alone, N20, loc 5 rotated";
    }

    @Override
    public List<TwinRow> rows() {
        Lorenz96 slow = new Lorenz96(TRUTH.slow(), FORCING);
        // From zero, and as unsure as the size of what is missing: the slow variables lie in −5..12.
        VectorField closed = new LearnedLorenz96(slow, List.of(closure("a0", 1), closure("a1", 0.3)));
        Propagator perfect = new RungeKutta4(TRUTH, STEP, FAST_STEPS);
        return List.of(
                row(
                        "no closure, adaptive inflation",
                        "Miyoshi 2011",
                        Method.of(new RungeKutta4(slow, STEP, 1), 20, FILTER, RING)
                                .inflatedBy(AdaptiveInflation.standard()),
                        Target.atMost(Figure.RMSE_A, 0.51)),
                row(
                        "closure learned from zero, adaptive inflation",
                        "Wilks 2005",
                        Method.of(new RungeKutta4(closed, STEP, 1), 20, FILTER, RING)
                                .inflatedBy(AdaptiveInflation.standard()),
                        Target.atMost(Figure.RMSE_A, 0.26)),
                row(
                        "perfect model, adaptive inflation",
                        "Lorenz 1996",
                        Method.of(perfect, 20, FILTER, TRUTH)
                                .inflatedBy(AdaptiveInflation.standard())
                                .startingWithin(0.3),
                        Target.shown(Figure.RMSE_A, 0.210)));
    }

    private static Parameter closure(String name, double deviation) {
        return new Parameter(name, 0, deviation, deviation / 20, new ParameterTransform.Identity());
    }

    private static TwinRow row(String label, String source, Method method, Target target) {
        return new TwinRow(label, source, CYCLES, SEEDS, List.of(target), (cycles, seed) -> {
            Truth truth = Truth.of(new RungeKutta4(TRUTH, STEP, FAST_STEPS));
            Network network = Network.onRing(RING, 1, 1);
            int burnIn = Math.min(BURN_IN, cycles / 2);
            return new TwinExperiment(truth, network, Faults.NONE, RING.size(), cycles, burnIn, seed)
                    .run(new EnsembleEstimator(method));
        });
    }
}
