package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import java.util.ArrayList;
import java.util.List;

/**
 * Asynchronous and late observations of Lorenz-96. F1: windows of four steps, each variable observed once in a random order, ten a
 * step. F2: windows of two steps, every variable observed at the end, each report late with probability q by one to four windows.
 */
public final class CaseF implements TwinCase {
    private static final int CYCLES = 4_000;
    private static final int BURN_IN = 400;
    private static final int SEEDS = 5;
    private static final int STEPS = 4;
    private static final double SURPRISE = 3;
    private static final Ring RING = new Ring(40);
    private static final Propagator STEP = CaseA.dynamics(RING.size());
    private static final Propagator TWO_STEPS = new RungeKutta4(new Lorenz96(RING.size(), 8), 0.1, 2);
    private static final String HUNT = "Hunt et al. 2004";
    private static final String SAKOV = "Sakov et al. 2010";

    @Override
    public String name() {
        return "F";
    }

    @Override
    public String title() {
        return "asynchronous and late: Lorenz-96, N20, loc 6, infl 1.04 and adaptive beyond 3 sd rotated";
    }

    @Override
    public List<TwinRow> rows() {
        List<TwinRow> rows = new ArrayList<>();
        rows.add(row("F1 4D", HUNT, Target.atMost(Figure.RMSE_A, 0.50), CaseF::fourDimensional));
        rows.add(row(
                "F1 sequential, an analysis each step",
                "Whitaker & Hamill 2002",
                Target.shown(Figure.RMSE_A, 0.441),
                CaseF::sequential));
        rows.add(row("F1 all as of the window's end", HUNT, Target.shown(Figure.RMSE_A, 1.49), CaseF::asOfTheEnd));
        rows.add(late("F2 on time", Target.shown(Figure.RMSE_A, 0.264), 0, CaseF::drop));
        rows.add(late("F2 q = 0.3, late ones dropped", Target.shown(Figure.RMSE_A, 0.345), 0.3, CaseF::drop));
        rows.add(late("F2 q = 0.3, late ones as current", Target.none(Figure.RMSE_A), 0.3, CaseF::asCurrent));
        rows.add(late("F2 q = 0.3, carried", Target.atMost(Figure.RMSE_A, 0.30), 0.3, CaseF::carry));
        rows.add(late("F2 q = 0.3, replayed", Target.atMost(Figure.RMSE_A, 0.29), 0.3, ReplayEstimator::new));
        rows.add(late("F2 q = 0.7, late ones dropped", Target.shown(Figure.RMSE_A, 0.978), 0.7, CaseF::drop));
        rows.add(late("F2 q = 0.7, carried", Target.none(Figure.RMSE_A), 0.7, CaseF::carry));
        rows.add(late("F2 q = 0.7, replayed", Target.atMost(Figure.RMSE_A, 0.34), 0.7, ReplayEstimator::new));
        return rows;
    }

    /**
     * The inflation of cases C1 and E, of the same filter. With it alone, the filter loses the truth for a hundred windows once in some
     * thirty thousand; the adaptive factor, which here only widens, and widens at once where innovations are too wide for chance, ends
     * that sooner.
     */
    private static Method method(Propagator dynamics) {
        AdaptiveInflation standard = AdaptiveInflation.standard();
        AdaptiveInflation widening = new AdaptiveInflation(
                        standard.initial(), standard.variance(), standard.damping(), 1, standard.most())
                .surprisedBeyond(SURPRISE);
        return Method.of(dynamics, 20, new FilterSpec.LocalSerial(6 * CaseA.REACH), RING)
                .inflatedBy(widening)
                .andInflated(1.04);
    }

    private static TwinScores fourDimensional(int cycles, long seed) {
        return scattered(new EnsembleEstimator(method(STEP)), cycles, seed);
    }

    private static TwinScores asOfTheEnd(int cycles, long seed) {
        return scattered(new Seen(new EnsembleEstimator(method(STEP)), Window::asOfItsEnd), cycles, seed);
    }

    private static TwinScores scattered(Estimator estimator, int cycles, long seed) {
        return TwinExperiment.of(Truth.of(STEP), new ScatteredTimes(RING, STEPS, 1, seed), cycles, burnIn(cycles), seed)
                .run(estimator);
    }

    /** The same observations, one step a window. */
    private static TwinScores sequential(int cycles, long seed) {
        Network network = new ScatteredTimes(RING, STEPS, 1, seed).stepByStep();
        return TwinExperiment.of(Truth.of(STEP), network, STEPS * cycles, STEPS * burnIn(cycles), seed)
                .run(new EnsembleEstimator(method(STEP)));
    }

    private static Estimator drop(Method method, LateReports late) {
        return new Seen(new EnsembleEstimator(method), window -> late.arrivedBy(window, window.cycle()));
    }

    private static Estimator asCurrent(Method method, LateReports late) {
        return new CarryEstimator(method, RING, late, true);
    }

    static Estimator carry(Method method, LateReports late) {
        return new CarryEstimator(method, RING, late, false);
    }

    /** What deals with late reports. */
    @FunctionalInterface
    interface Policy {
        Estimator of(Method method, LateReports late);
    }

    private static TwinRow late(String label, Target target, double probability, Policy policy) {
        return row(label, SAKOV, target, (cycles, seed) -> late(probability, policy, cycles, seed));
    }

    static TwinScores late(double probability, Policy policy, int cycles, long seed) {
        return TwinExperiment.of(Truth.of(TWO_STEPS), Network.onRing(RING, 1, 1), cycles, burnIn(cycles), seed)
                .run(policy.of(method(TWO_STEPS), LateReports.of(probability, seed)));
    }

    private static int burnIn(int cycles) {
        return Math.min(BURN_IN, cycles / 2);
    }

    private static TwinRow row(String label, String source, Target target, TwinRow.Run run) {
        return new TwinRow(label, source, CYCLES, SEEDS, List.of(target), run);
    }
}
