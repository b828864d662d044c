package io.fieldcast.tests.training;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.dynamics.network.Mlp;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingWatch;
import io.fieldcast.training.gradient.Descent;
import io.fieldcast.training.gradient.Loss;
import io.fieldcast.training.gradient.VariationalTraining;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A variational integrator network against a residual network of equal width on one noisy swing of a pendulum, {@code q'' = −sin q}, as in
 * Saemundsson et al. (2020): root mean squared error of angle and velocity against the exact swing, from its exact start over five times
 * the span that was seen. Arguments: seeds.
 */
public final class VariationalTable {
    private static final double STEP = 0.2;
    private static final double NOISE = 0.1;
    private static final int HORIZON = 8;
    private static final int[] WIDTHS = {50, 50};
    private static final Descent.Settings SETTINGS = new Descent.Settings(300, 200, 1e-2, 0.02, 300);

    private VariationalTable() {}

    public static void main(String[] args) {
        System.out.println("frames  seed  variational  residual   ratio");
        for (int frames : new int[] {30, 150}) {
            for (String seed : args) {
                compare(frames, Long.parseLong(seed));
            }
        }
    }

    private static void compare(int frames, long seed) {
        RandomStreams streams = new RandomStreams(seed, "pendulum");
        RandomStreams.Stream blur = streams.stream(0, RandomStreams.Purpose.MEASUREMENT);
        double angle = 1 + streams.stream(0, RandomStreams.Purpose.TRUTH).uniform(0);
        double[] exact = swing(angle, 5 * frames);
        double[] seen = new double[2 * frames];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = exact[i] + NOISE * blur.gaussian(i);
        }
        VariationalTraining training = new VariationalTraining(1, WIDTHS, HORIZON, STEP);
        int samples = training.samples(frames);
        double[] potential = train(training.potentialLoss(seen), training.startPotential(seed), samples, seed);
        double[] residual = train(training.residualLoss(seen), training.startResidual(seed), samples, seed);
        double variational = error(variational(training, potential, exact), exact);
        double plain = error(residual(training.residual(residual), exact), exact);
        System.out.printf(
                Locale.ROOT, "%6d %5d %12.4f %9.4f %7.3f%n", frames, seed, variational, plain, variational / plain);
    }

    private static double[] train(Loss loss, double[] start, int samples, long seed) {
        return new Descent(loss, IntStream.range(0, samples).toArray(), new int[0], SETTINGS, seed)
                .run("table", start, Checkpoint.NONE, TrainingWatch.NONE)
                .weights();
    }

    private static double[] swing(double angle, int frames) {
        double[] swing = new double[2 * frames];
        double q = angle;
        double p = 0;
        int parts = 1000;
        double h = STEP / parts;
        for (int frame = 0; frame < frames; frame++) {
            swing[2 * frame] = q;
            swing[2 * frame + 1] = p;
            for (int part = 0; part < parts; part++) {
                p -= h / 2 * Math.sin(q);
                q += h * p;
                p -= h / 2 * Math.sin(q);
            }
        }
        return swing;
    }

    private static double[] variational(VariationalTraining training, double[] weights, double[] exact) {
        Propagator propagator = Splitting.VELOCITY_VERLET.over(training.potential(weights), STEP, 1);
        Ensemble ensemble = Ensemble.ofState(2, 2);
        double[] scratch = new double[propagator.scratchSize(2)];
        ensemble.values()[0] = exact[0];
        ensemble.values()[2] = exact[1];
        double[] run = new double[exact.length];
        for (int i = 0; i < exact.length; i += 2) {
            run[i] = ensemble.values()[0];
            run[i + 1] = ensemble.values()[2];
            propagator.advance(ensemble, 1, scratch);
        }
        return run;
    }

    private static double[] residual(Mlp network, double[] exact) {
        double[] run = new double[exact.length];
        double[] change = new double[2];
        double[] scratch = new double[network.forwardScratch(1)];
        run[0] = exact[0];
        run[1] = exact[1];
        for (int i = 2; i < exact.length; i += 2) {
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
