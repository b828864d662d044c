package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.dynamics.RungeKutta4;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plane with moving sensors, where the exact optimum is known: transport on a torus of 32 × 32 places, 24 drifting sensors, and the
 * Kalman filter. Confined to one thread, since it remembers what the exact filter reached at a seed.
 */
public final class CaseD implements TwinCase {
    private static final int CYCLES = 400;
    private static final int BURN_IN = 100;
    private static final int SEEDS = 3;
    private static final double OPTIMUM = 0.0811;
    /** Paths of the sensors differ from seed to seed, and with them the optimum, by 0.004. */
    private static final double OPTIMUM_SCATTER = 0.005;

    private static final double ERROR_VARIANCE = 0.05 * 0.05;
    private static final double START = 0.2;
    private static final double HALF_SUPPORT = 5;
    private static final Torus TORUS = new Torus(32);
    private static final TransportOnTorus FIELD = new TransportOnTorus(TORUS, 0.15, 0.03, 0.15);

    private final Map<List<Long>, TwinScores> exact = new HashMap<>();

    @Override
    public String name() {
        return "D";
    }

    @Override
    public String title() {
        return "plane: transport on a torus of 32 x 32, 24 drifting sensors, against the exact Kalman filter";
    }

    @Override
    public List<TwinRow> rows() {
        return List.of(
                new TwinRow(
                        "exact Kalman filter",
                        "Kalman 1960",
                        CYCLES,
                        SEEDS,
                        List.of(Target.within(Figure.RMSE_A, OPTIMUM, OPTIMUM_SCATTER)),
                        this::exact),
                ensemble("serial N32, half-support 5", 32, 1.07),
                ensemble("serial N100, half-support 5", 100, 1.05));
    }

    private TwinRow ensemble(String label, int members, double most) {
        Method method = Method.of(
                        new RungeKutta4(FIELD, 1, 2), members, new FilterSpec.LocalSerial(HALF_SUPPORT), TORUS)
                .disturbedBy(noise())
                .startingWithin(START);
        return new TwinRow(
                label,
                "Whitaker & Hamill 2002",
                CYCLES,
                SEEDS,
                List.of(Target.atMost(Figure.OF_OPTIMUM, most), Target.shown(Figure.RMSE_A, OPTIMUM)),
                (cycles, seed) -> {
                    TwinScores scores = experiment(cycles, seed).run(new EnsembleEstimator(method));
                    double optimum = exact(cycles, seed).get(Figure.RMSE_A);
                    return scores.with(Figure.OF_OPTIMUM, scores.get(Figure.RMSE_A) / optimum);
                });
    }

    private TwinScores exact(int cycles, long seed) {
        return exact.computeIfAbsent(
                List.of((long) cycles, seed),
                key -> new ExactTransport(
                                experiment(cycles, seed),
                                TORUS,
                                new RungeKutta4(FIELD.withoutSources(), 1, 2),
                                noise(),
                                START)
                        .run());
    }

    private static TwinExperiment experiment(int cycles, long seed) {
        Truth truth = new Truth(new RungeKutta4(FIELD, 1, 2), noise(), Truth.NO_PARAMETERS);
        Network network = new DriftingSensors(TORUS, 24, ERROR_VARIANCE, seed);
        return TwinExperiment.of(truth, network, cycles, Math.min(BURN_IN, cycles / 2), seed);
    }

    private static PeriodicNoise noise() {
        return new PeriodicNoise(TORUS.side(), TORUS.side(), 0.05, 2);
    }
}
