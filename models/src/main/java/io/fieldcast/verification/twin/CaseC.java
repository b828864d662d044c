package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Parameters learned together with the state: the forcing of Lorenz-96, also through a step of it, and speed and diffusivity of
 * transport on a ring. The oracles know the parameters.
 */
public final class CaseC implements TwinCase {
    private static final int SEEDS = 5;
    /** Least spread of a parameter as a share of its prior's, the same for all. */
    private static final double FLOOR = 1.0 / 20;

    @Override
    public String name() {
        return "C";
    }

    @Override
    public String title() {
        return "parameters: C1 forcing of Lorenz-96, every 2nd variable observed, N20, loc 6, infl 1.04 rotated; "
                + "C2 transport on a ring, N40, loc 8";
    }

    @Override
    public List<TwinRow> rows() {
        return List.of(
                Forcing.known(), Forcing.learned(), Forcing.stepped(), RingTransport.known(), RingTransport.learned());
    }

    private static Parameter prior(String name, double mean, double deviation, ParameterTransform transform) {
        return new Parameter(name, mean, deviation, FLOOR * deviation, transform);
    }

    /** C1. */
    private static final class Forcing {
        private static final int CYCLES = 4_000;
        private static final int BURN_IN = 2_000;
        private static final int STEP_AT = 3_000;
        private static final double TRUE = 8;
        private static final double AFTER = 9;
        private static final double NEAR = 0.2;
        private static final Ring RING = new Ring(40);
        private static final Parameter PRIOR = prior("forcing", 6, 1, new ParameterTransform.Identity());

        private static Method method(Propagator dynamics) {
            return Method.of(dynamics, 20, new FilterSpec.LocalSerial(6 * CaseA.REACH), RING)
                    .inflated(1.04);
        }

        private static Propagator learning() {
            return new RungeKutta4(new LearnedLorenz96(new Lorenz96(RING.size(), 0), List.of(PRIOR)), 0.05, 1);
        }

        private static TwinExperiment experiment(Truth.Parameters parameters, int cycles, long seed) {
            Truth truth = new Truth(learning(), Noise.NONE, parameters);
            return TwinExperiment.of(truth, Network.onRing(RING, 2, 1), cycles, scaled(BURN_IN, cycles), seed);
        }

        /** A shorter run has its events in proportion. */
        private static int scaled(int cycle, int cycles) {
            return (int) ((long) cycle * cycles / CYCLES);
        }

        static TwinRow known() {
            Method method = method(CaseA.dynamics(RING.size()));
            return new TwinRow(
                    "C1 forcing known",
                    "Whitaker & Hamill 2002",
                    CYCLES,
                    SEEDS,
                    List.of(Target.shown(Figure.RMSE_A, 0.310)),
                    (cycles, seed) ->
                            experiment((row, cycle) -> TRUE, cycles, seed).run(new EnsembleEstimator(method)));
        }

        /** For good means until the cycle at which {@link #stepped} goes on. */
        static TwinRow learned() {
            return new TwinRow(
                    "C1 forcing learned, floor 0.05",
                    "Aksoy et al. 2006",
                    CYCLES,
                    SEEDS,
                    List.of(
                            Target.atMost(Figure.RMSE_A, 0.310, 0.316),
                            Target.atMost(Figure.PARAMETER_ERROR, 0.06),
                            Target.atMost(Figure.SETTLED, 110)),
                    (cycles, seed) -> {
                        ParameterTrace trace = new ParameterTrace(0, scaled(BURN_IN, cycles), TRUE);
                        return experiment((row, cycle) -> TRUE, cycles, seed)
                                .run(new EnsembleEstimator(method(learning())), trace)
                                .with(Figure.PARAMETER_ERROR, trace.error())
                                .with(Figure.PARAMETER_SPREAD, trace.spread())
                                .with(Figure.SETTLED, trace.settled(1, scaled(STEP_AT, cycles), cycle -> TRUE, NEAR));
                    });
        }

        static TwinRow stepped() {
            return new TwinRow(
                    "C1 forcing learned, 8 to 9 at cycle 3000",
                    "Aksoy et al. 2006",
                    CYCLES,
                    SEEDS,
                    List.of(Target.atMost(Figure.SETTLED, 120)),
                    (cycles, seed) -> {
                        int at = scaled(STEP_AT, cycles);
                        IntToDoubleFunction truth = cycle -> cycle < at ? TRUE : AFTER;
                        ParameterTrace trace = new ParameterTrace(0, at, AFTER);
                        return experiment((row, cycle) -> truth.applyAsDouble(cycle), cycles, seed)
                                .run(new EnsembleEstimator(method(learning())), trace)
                                .with(Figure.SETTLED, trace.settled(at, cycles, truth, NEAR));
                    });
        }
    }

    /** C2. */
    private static final class RingTransport {
        private static final int CYCLES = 2_000;
        private static final int BURN_IN = 500;
        private static final int SPACING = 8;
        private static final double RELAXATION = 0.02;
        private static final double NEAR = 0.04;
        private static final Ring RING = new Ring(128);
        private static final ParameterTransform IDENTITY = new ParameterTransform.Identity();
        private static final ParameterTransform POSITIVE = new ParameterTransform.Exponential(0);
        private static final Parameter SPEED = prior("speed", 0.6, 0.3, IDENTITY);
        private static final Parameter DIFFUSIVITY = prior("diffusivity", Math.log(0.2), 0.7, POSITIVE);
        private static final double TRUE_SPEED = 1;
        private static final double TRUE_DIFFUSIVITY = 0.5;

        private static Propagator learning() {
            return new RungeKutta4(new TransportOnRing(RING.size(), RELAXATION, List.of(SPEED, DIFFUSIVITY)), 1, 4);
        }

        private static Noise noise() {
            return new PeriodicNoise(RING.size(), 1, 0.05, 4);
        }

        private static TwinScores run(Method method, TwinExperiment.Listener listener, int cycles, long seed) {
            Truth truth =
                    new Truth(learning(), noise(), (row, cycle) -> row == 0 ? TRUE_SPEED : Math.log(TRUE_DIFFUSIVITY));
            return TwinExperiment.of(
                            truth, Network.onRing(RING, SPACING, 0.01), cycles, Math.min(BURN_IN, cycles / 2), seed)
                    .run(new EnsembleEstimator(method), listener);
        }

        private static Method method(Propagator dynamics) {
            return Method.of(dynamics, 40, new FilterSpec.LocalSerial(8 * CaseA.REACH), RING)
                    .disturbedBy(noise())
                    .startingWithin(0.2);
        }

        /** Priors as narrow as a prior can be, without a floor: members know the truth. */
        static TwinRow known() {
            Parameter speed = new Parameter("speed", TRUE_SPEED, 1e-12, 0, IDENTITY);
            Parameter diffusivity = new Parameter("diffusivity", Math.log(TRUE_DIFFUSIVITY), 1e-12, 0, POSITIVE);
            Propagator dynamics =
                    new RungeKutta4(new TransportOnRing(RING.size(), RELAXATION, List.of(speed, diffusivity)), 1, 4);
            return new TwinRow(
                    "C2 speed and diffusivity known",
                    "Whitaker & Hamill 2002",
                    CYCLES,
                    SEEDS,
                    List.of(Target.shown(Figure.RMSE_A, 0.0611)),
                    (cycles, seed) -> run(method(dynamics), (cycle, truth, ensemble, batch) -> {}, cycles, seed));
        }

        static TwinRow learned() {
            return new TwinRow(
                    "C2 speed and diffusivity learned",
                    "Aksoy et al. 2006",
                    CYCLES,
                    SEEDS,
                    List.of(
                            Target.atMost(Figure.RMSE_A, 0.0611, 0.063),
                            Target.atMost(Figure.PARAMETER_ERROR, NEAR),
                            Target.atMost(Figure.SETTLED, 60)),
                    (cycles, seed) -> {
                        int burnIn = Math.min(BURN_IN, cycles / 2);
                        ParameterTrace speed = new ParameterTrace(0, burnIn, TRUE_SPEED);
                        ParameterTrace diffusivity = new ParameterTrace(1, burnIn, Math.log(TRUE_DIFFUSIVITY));
                        TwinExperiment.Listener both = (cycle, truth, ensemble, batch) -> {
                            speed.analysed(cycle, truth, ensemble, batch);
                            diffusivity.analysed(cycle, truth, ensemble, batch);
                        };
                        return run(method(learning()), both, cycles, seed)
                                .with(Figure.PARAMETER_ERROR, speed.error())
                                .with(Figure.PARAMETER_SPREAD, speed.spread())
                                .with(Figure.SETTLED, speed.reached(NEAR))
                                .with(Figure.SECOND_PARAMETER, diffusivity.mean())
                                .with(Figure.SECOND_PARAMETER_SPREAD, diffusivity.spread());
                    });
        }
    }
}
