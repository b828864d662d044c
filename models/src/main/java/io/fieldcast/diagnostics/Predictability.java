package io.fieldcast.diagnostics;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/**
 * How far ahead the running model can see: how fast its dynamics, with the parameters as they are learned now, pull one of the ensemble's own
 * perturbations from its mean once it has turned to where it grows most, and when errors that grow so and are fed by noise reach half the variance of the climatology. A pure function of
 * the ensemble. Owns its working memory; confined to one thread.
 *
 * @see <a href="https://doi.org/10.1175/1520-0477(1993)074%3C2317:EFANTG%3E2.0.CO;2">Toth and Kalnay (1993)</a>
 */
public final class Predictability {
    /** Horizons beyond so many steps are not told apart. */
    public static final int LONGEST = 1000;

    /** Steps in which the perturbation turns to the direction that grows. */
    private static final int SETTLING = 10;

    private static final int STEPS = 10;

    /** Share of the climatology's variance at which a forecast is lost. */
    private static final double LOST = 0.5;

    private final PerturbedRun run;
    private final double[] state;
    private final double[] parameters;
    private final double[] perturbation;

    public Predictability(Propagator dynamics) {
        this.run = new PerturbedRun(dynamics, 1);
        this.state = new double[dynamics.stateSize()];
        this.parameters = new double[dynamics.parameters().size()];
        this.perturbation = new double[state.length];
    }

    /**
     * The rate at which a small difference grows along a few steps from the ensemble's mean, in inverse steps; not finite if the members
     * do not differ or the dynamics fail.
     *
     * @param ensemble with the dynamics' blocks; left as it was
     */
    public double leading(Ensemble ensemble) {
        int from = ensemble.block(Propagator.STATE).from();
        int members = ensemble.members();
        for (int row = 0; row < state.length; row++) {
            state[row] = ensemble.mean(from + row);
            perturbation[row] = ensemble.values()[(from + row) * members] - state[row];
        }
        for (int row = 0; row < parameters.length; row++) {
            parameters[row] =
                    ensemble.mean(ensemble.block(Propagator.PARAMETERS).from() + row);
        }
        run.start(state, parameters, perturbation);
        double sum = 0;
        for (int i = 0; i < SETTLING + STEPS; i++) {
            double growth = run.step(1)[0];
            sum += i < SETTLING ? 0 : growth;
        }
        return sum / STEPS;
    }

    /** Variance of the members about their mean, averaged over the rows of the state. */
    public static double errorVariance(Ensemble ensemble) {
        Ensemble.Block state = ensemble.block(Propagator.STATE);
        double sum = 0;
        for (int row = state.from(); row < state.to(); row++) {
            sum += ensemble.variance(row) / state.rows();
        }
        return sum;
    }

    /**
     * Steps until the expected error variance, {@code e² ← e² exp(2λ) + q}, reaches half of the climatology's; {@value #LONGEST} if not before.
     *
     * @param rate λ, see {@link #leading}
     * @param errorVariance e² now, in units of the climatology's variance, not below 0
     * @param noiseVariance q, what one step adds, in the same unit, not below 0
     */
    public static int horizon(double rate, double errorVariance, double noiseVariance) {
        double growth = Math.exp(2 * rate);
        double variance = errorVariance;
        for (int steps = 0; steps < LONGEST; steps++) {
            if (variance >= LOST) {
                return steps;
            }
            variance = variance * growth + noiseVariance;
        }
        return LONGEST;
    }
}
