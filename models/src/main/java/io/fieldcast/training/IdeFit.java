package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * Maximum-likelihood fit of an integro-difference model's kernel and of both variances. Starts from the priors' means; since a
 * likelihood may have several hills when a blob moves by more than its width, the offset first tries a coarse lattice over its
 * prior range, and the quasi-Newton search climbs from the best point. Immutable.
 */
public final class IdeFit {
    /** Unconstrained offsets that are tried, as multiples of the prior standard deviation. */
    private static final double[] LATTICE = {-3, -1.5, 0, 1.5, 3};

    private static final double LEAST_VARIANCE = 1e-12;

    private final double[] unconstrained;
    private final double processVariance;
    private final double observationVariance;
    private final double logLikelihood;
    private final Bfgs.Outcome outcome;

    private IdeFit(double[] unconstrained, double processVariance, double observationVariance, Bfgs.Outcome outcome) {
        this.unconstrained = unconstrained;
        this.processVariance = processVariance;
        this.observationVariance = observationVariance;
        this.logLikelihood = -outcome.value();
        this.outcome = outcome;
    }

    /** Maximises {@code likelihood}; {@code progress} hears of its negative. */
    public static IdeFit of(IdeLikelihood likelihood, Bfgs search, Bfgs.Progress progress) {
        double spread = likelihood.observations().variance();
        Check.that(spread > 0, "the observations do not vary");
        List<Parameter> parameters = likelihood.dynamics().parameters();
        Check.that(!parameters.isEmpty(), "the dynamics have no free parameters");
        int size = parameters.size();
        double[] x = new double[size + 2];
        for (int i = 0; i < size; i++) {
            x[i] = parameters.get(i).mean();
        }
        x[size] = Math.log(0.1 * spread);
        x[size + 1] = x[size];
        scanOffsets(likelihood, parameters, x);
        Bfgs.Outcome outcome = search.minimise(place -> negative(likelihood, place), x, progress);
        return new IdeFit(
                Arrays.copyOf(x, size),
                LEAST_VARIANCE + Math.exp(x[size]),
                LEAST_VARIANCE + Math.exp(x[size + 1]),
                outcome);
    }

    private static void scanOffsets(IdeLikelihood likelihood, List<Parameter> parameters, double[] x) {
        double[] trial = x.clone();
        double least = Double.POSITIVE_INFINITY;
        for (double east : LATTICE) {
            for (double north : LATTICE) {
                for (int i = 0; i < parameters.size(); i++) {
                    Parameter parameter = parameters.get(i);
                    double shift = parameter.name().startsWith("offset.x")
                            ? east
                            : parameter.name().startsWith("offset.y") ? north : 0;
                    trial[i] = parameter.mean() + shift * parameter.sd();
                }
                double value = negative(likelihood, trial);
                if (value < least) {
                    least = value;
                    System.arraycopy(trial, 0, x, 0, x.length);
                }
            }
        }
    }

    private static double negative(IdeLikelihood likelihood, double[] x) {
        int size = x.length - 2;
        return -likelihood.at(
                Arrays.copyOf(x, size), LEAST_VARIANCE + Math.exp(x[size]), LEAST_VARIANCE + Math.exp(x[size + 1]));
    }

    /** One fitted number for each parameter of the dynamics, unconstrained; a copy. */
    public double[] unconstrained() {
        return unconstrained.clone();
    }

    /** Fitted variance of every coefficient's noise in a step. */
    public double processVariance() {
        return processVariance;
    }

    /** Fitted variance of the measurement error. */
    public double observationVariance() {
        return observationVariance;
    }

    /** The greatest log-likelihood found. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** How the search ended. */
    public Bfgs.Outcome outcome() {
        return outcome;
    }
}
