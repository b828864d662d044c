package io.fieldcast.tests.training;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.dynamics.network.Mlp;
import io.fieldcast.dynamics.network.VariationalNetwork;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.training.gradient.Descent;
import io.fieldcast.training.gradient.VariationalTraining;
import java.util.List;
import java.util.Locale;

/**
 * A variational integrator network against a residual network of equal width on one noisy swing of a pendulum, {@code q'' = −sin q}, as in
 * Saemundsson et al. (2020): root mean squared error of angle and velocity against the exact swing over five times the span that was
 * seen, from the start that was fitted with the network (own) and from the exact one, which nobody knows. Both networks are fitted in the
 * same stages. Before them, what {@link Pendulum} reaches, which knows the equation. Arguments: frames, then seeds.
 */
public final class VariationalTable {
    private static final double STEP = 0.2;
    private static final double NOISE = 0.1;
    private static final int[] WIDTHS = {50, 50};
    private static final List<VariationalTraining.Stage> STAGES = List.of(stage(8, 300, 1e-2), stage(32, 200, 5e-3));

    private VariationalTable() {}

    private static VariationalTraining.Stage stage(int horizon, int epochs, double rate) {
        return new VariationalTraining.Stage(horizon, new Descent.Settings(epochs, 200, rate, 0.02, epochs));
    }

    public static void main(String[] args) {
        int frames = Integer.parseInt(args[0]);
        long[] seeds = List.of(args).subList(1, args.length).stream()
                .mapToLong(Long::parseLong)
                .toArray();
        System.out.println("frames  seed  the equation itself, its start and strength fitted");
        for (long seed : seeds) {
            Swing swing = Swing.of(frames, seed);
            double[] known = Pendulum.fittedTo(swing.seen(), STEP).swing(5 * frames, STEP);
            System.out.printf(Locale.ROOT, "%6d %5d  %.4f%n", frames, seed, error(known, swing.exact()));
        }
        System.out.println("frames  seed  start  variational  residual   ratio  seconds of each");
        for (long seed : seeds) {
            compare(frames, seed, Swing.of(frames, seed));
        }
    }

    /** A swing over five times the span that is seen, and what is seen. */
    private static final class Swing {
        private final double[] exact;
        private final double[] seen;

        private Swing(double[] exact, double[] seen) {
            this.exact = exact;
            this.seen = seen;
        }

        static Swing of(int frames, long seed) {
            RandomStreams streams = new RandomStreams(seed, "pendulum");
            RandomStreams.Stream blur = streams.stream(0, RandomStreams.Purpose.MEASUREMENT);
            double angle = 1 + streams.stream(0, RandomStreams.Purpose.TRUTH).uniform(0);
            double[] exact = new Pendulum(angle, 0, 1).swing(5 * frames, STEP);
            double[] seen = new double[2 * frames];
            for (int i = 0; i < seen.length; i++) {
                seen[i] = exact[i] + NOISE * blur.gaussian(i);
            }
            return new Swing(exact, seen);
        }

        double[] exact() {
            return exact;
        }

        double[] seen() {
            return seen;
        }
    }

    private static void compare(int frames, long seed, Swing swing) {
        double[] exact = swing.exact();
        double[] seen = swing.seen();
        VariationalTraining training = new VariationalTraining(1, WIDTHS, STEP, VariationalNetwork.Space.LINE);
        long began = System.nanoTime();
        VariationalTraining.Fit potential = training.fitPotential(seen, STAGES, seed);
        long between = System.nanoTime();
        VariationalTraining.Fit residual = training.fitResidual(seen, STAGES, seed);
        String seconds =
                String.format(Locale.ROOT, "%8.1f %8.1f", (between - began) / 1e9, (System.nanoTime() - between) / 1e9);
        for (boolean own : new boolean[] {true, false}) {
            double[] first = {exact[0], exact[1]};
            double[] from = own ? potential.start() : first;
            double variational = error(variational(training, potential.weights(), from, exact.length), exact);
            Mlp network = training.residual(residual.weights());
            double plain = error(residual(network, own ? residual.start() : first, exact.length), exact);
            System.out.printf(
                    Locale.ROOT,
                    "%6d %5d  %-5s %12.4f %9.4f %7.3f %s%n",
                    frames,
                    seed,
                    own ? "own" : "exact",
                    variational,
                    plain,
                    variational / plain,
                    seconds);
        }
    }

    private static double[] variational(VariationalTraining training, double[] weights, double[] start, int length) {
        Propagator propagator = Splitting.VELOCITY_VERLET.over(training.potential(weights), STEP, 1);
        Ensemble ensemble = Ensemble.ofState(2, 2);
        double[] scratch = new double[propagator.scratchSize(2)];
        ensemble.values()[0] = start[0];
        ensemble.values()[2] = start[1];
        double[] run = new double[length];
        for (int i = 0; i < length; i += 2) {
            run[i] = ensemble.values()[0];
            run[i + 1] = ensemble.values()[2];
            propagator.advance(ensemble, 1, scratch);
        }
        return run;
    }

    private static double[] residual(Mlp network, double[] start, int length) {
        double[] run = new double[length];
        double[] change = new double[2];
        double[] scratch = new double[network.forwardScratch(1)];
        run[0] = start[0];
        run[1] = start[1];
        for (int i = 2; i < length; i += 2) {
            network.forward(run, i - 2, 1, change, 0, scratch, 0);
            run[i] = run[i - 2] + change[0];
            run[i + 1] = run[i - 1] + change[1];
        }
        return run;
    }

    private static double error(double[] run, double[] exact) {
        double squares = 0;
        for (int i = 0; i < run.length; i++) {
            squares += (run[i] - exact[i]) * (run[i] - exact[i]);
        }
        return Math.sqrt(squares / run.length);
    }
}
