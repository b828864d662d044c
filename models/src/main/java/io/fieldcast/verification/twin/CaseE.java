package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.BackgroundCheck;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.QualityControl;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.verification.twin.FaultySensors.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Faulty sensors: what quality control is worth, and that a background check without a memory of the sensors is not enough. */
public final class CaseE implements TwinCase {
    private static final int CYCLES = 3_000;
    private static final int SEEDS = 5;
    private static final int BURN_IN = 1_000;
    private static final double HUBER = 1.5;

    /** Clean sensors lose fewer reports than this. */
    private static final double MOST_REJECTED = 5e-4;

    private static final double DIVERGES = Double.NaN;

    /** Scores that others reached with each control, and what is asked of the last one. */
    private record Reached(Kind kind, double none, double background, double huber, double memory, double accepted) {}

    private static final List<Reached> SCORES = List.of(
            new Reached(Kind.CLEAN, 0.200, 0.201, 0.198, 0.200, 0.203),
            new Reached(Kind.GROSS, 0.639, 0.210, 0.217, 0.214, 0.218),
            new Reached(Kind.STUCK, DIVERGES, DIVERGES, DIVERGES, 0.214, 0.218),
            new Reached(Kind.BIASED, 0.665, DIVERGES, DIVERGES, 0.201, 0.205),
            new Reached(Kind.ALL_THREE, DIVERGES, DIVERGES, DIVERGES, 0.234, 0.240));

    private static final Ring RING = new Ring(40);

    @Override
    public String name() {
        return "E";
    }

    @Override
    public String title() {
        return "faulty sensors: as A with serial N20, loc 6, inflation 1.04; 5 % gross errors, 4 stuck, 4 biased by 3";
    }

    @Override
    public List<TwinRow> rows() {
        List<TwinRow> rows = new ArrayList<>();
        for (Reached reached : SCORES) {
            Kind kind = reached.kind;
            rows.add(row("no control", "none", kind, () -> Control.NONE, shown(reached.none)));
            rows.add(row(
                    "background check k 3",
                    "none",
                    kind,
                    () -> (cycle, observations) -> new BackgroundCheck(3, 1).apply(observations),
                    shown(reached.background)));
            rows.add(row(
                    "Huber 1.5",
                    "Roh et al. 2013",
                    kind,
                    () -> (cycle, observations) -> weightAsHuber(observations),
                    shown(reached.huber)));
            rows.add(row("control with memory", "this project", kind, CaseE::withMemory, asked(reached)));
        }
        return rows;
    }

    private static List<Target> shown(double reference) {
        OptionalDouble known = Double.isNaN(reference) ? OptionalDouble.empty() : OptionalDouble.of(reference);
        return List.of(new Target(Figure.RMSE_A, known, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private static List<Target> asked(Reached reached) {
        List<Target> targets = new ArrayList<>();
        targets.add(Target.atMost(Figure.RMSE_A, reached.memory, reached.accepted));
        if (reached.kind == Kind.CLEAN) {
            targets.add(Target.atMost(Figure.REJECTED, MOST_REJECTED));
        }
        return targets;
    }

    private static Control withMemory() {
        QualityControl control = new QualityControl(
                RING.size(), RING.distance(), QualityControl.STANDARD_RATE, BackgroundCheck.standard());
        double[] memory = control.newMemory();
        return (cycle, observations) -> {
            for (int place = 0; place < observations.size(); place++) {
                observations.setSensor(place, place, observations.value(place));
            }
            control.apply(observations, memory);
        };
    }

    /** Huber's weights: an innovation beyond 1.5 deviations pulls no more than one of 1.5 deviations. */
    private static void weightAsHuber(ObservationBatch observations) {
        for (int index = 0; index < observations.size(); index++) {
            double excess = Math.abs(observations.innovation(index)) / (HUBER * observations.expectedDeviation(index));
            if (excess > 1) {
                observations.setErrorVariance(index, excess * observations.errorVariance(index));
            }
        }
    }

    private static TwinRow row(
            String control, String source, Kind kind, Supplier<Control> fresh, List<Target> targets) {
        String label = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", " + control;
        return new TwinRow(label, source, CYCLES, SEEDS, targets, (cycles, seed) -> run(kind, fresh, cycles, seed));
    }

    private static TwinScores run(Kind kind, Supplier<Control> fresh, int cycles, long seed) {
        int burnIn = Math.min(BURN_IN, cycles / 2);
        TwinExperiment experiment = new TwinExperiment(
                Truth.of(CaseA.dynamics(RING.size())),
                Network.onRing(RING, 1, 1),
                new FaultySensors(kind, RING.size(), seed),
                RING.size(),
                cycles,
                burnIn,
                seed);
        Method method = Method.of(CaseA.dynamics(RING.size()), 20, new FilterSpec.LocalSerial(6 * CaseA.REACH), RING)
                .inflated(1.04)
                .controlledBy(fresh.get());
        Rejections rejections = new Rejections(burnIn);
        return experiment
                .run(
                        new EnsembleEstimator(method),
                        (cycle, truth, ensemble, observations) -> rejections.count(cycle, observations))
                .with(Figure.REJECTED, rejections.share());
    }

    /** Counts the reports of scored windows that were not used. */
    private static final class Rejections {
        private final int burnIn;
        private long reports;
        private long rejected;

        Rejections(int burnIn) {
            this.burnIn = burnIn;
        }

        void count(int cycle, ObservationBatch observations) {
            for (int index = 0; index < observations.size() && cycle > burnIn; index++) {
                reports++;
                rejected += observations.isUsed(index) ? 0 : 1;
            }
        }

        double share() {
            return (double) rejected / reports;
        }
    }
}
