package io.fieldcast.diagnostics;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;

/**
 * The rates at which small errors grow along a long run, the greatest first. Immutable.
 *
 * @see <a href="https://doi.org/10.1007/BF02128237">Benettin, Galgani, Giorgilli and Strelcyn (1980)</a>
 */
public final class LyapunovSpectrum {
    private final double[] exponents;

    private LyapunovSpectrum(double[] exponents) {
        this.exponents = exponents;
    }

    /**
     * Measures it.
     *
     * @param state where the run begins; left as it was
     * @param parameters one unconstrained number for each parameter of the dynamics
     * @param count how many exponents, the greatest ones
     * @param step length of a step, in the propagator's unit
     * @param settling steps before counting, in which state and directions find their places
     * @param steps steps that count
     * @throws IllegalArgumentException if the dynamics leave the finite numbers
     */
    public static LyapunovSpectrum of(
            Propagator dynamics, double[] state, double[] parameters, int count, double step, int settling, int steps) {
        Check.that(steps >= 1, "steps must be at least 1, got %d", steps);
        PerturbedRun run = new PerturbedRun(dynamics, count);
        double[] directions = new double[count * state.length];
        new RandomStreams(0, "lyapunov")
                .stream(0, Purpose.INITIAL_STATE).fillGaussian(0, directions, 0, directions.length);
        run.start(state, parameters, directions);
        for (int i = 0; i < settling; i++) {
            run.step(step);
        }
        double[] exponents = new double[count];
        for (int i = 0; i < steps; i++) {
            double[] growth = run.step(step);
            for (int k = 0; k < count; k++) {
                exponents[k] += growth[k] / (steps * step);
            }
        }
        for (double exponent : exponents) {
            Check.that(Double.isFinite(exponent), "the run left the finite numbers");
        }
        return new LyapunovSpectrum(exponents);
    }

    /** Exponent {@code index}, from 0 for the greatest, in inverse units of the propagator's step. */
    public double exponent(int index) {
        return exponents[index];
    }

    /** Number of exponents. */
    public int size() {
        return exponents.length;
    }

    /** Sum of the exponents: with all of them, the rate at which volumes grow. */
    public double sum() {
        double sum = 0;
        for (double exponent : exponents) {
            sum += exponent;
        }
        return sum;
    }
}
