package io.fieldcast.training;

import io.fieldcast.assimilation.KalmanFilter;
import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.LinearIde;
import java.util.Arrays;

/**
 * The exact Gaussian log-likelihood of an integro-difference model, by the Kalman filter: the state of the first step is
 * normal about zero, whatever the dynamics, so that a blob that happens to stand there says nothing of them; each step adds white noise to every coefficient, each observation an independent error. Holds its working
 * memory; confined to one thread.
 */
public final class IdeLikelihood {
    private final LinearIde dynamics;
    private final ObservationSeries observations;
    private final double initialVariance;
    private final double[] model;
    private final double[] noise;
    private final double[] weights;

    /** @param initialVariance prior variance of every coefficient in the first step, above 0 */
    public IdeLikelihood(LinearIde dynamics, ObservationSeries observations, double initialVariance) {
        Check.that(
                observations.stateSize() == dynamics.stateSize(),
                "observations are of a state of %d, expected %d",
                observations.stateSize(),
                dynamics.stateSize());
        Check.that(initialVariance > 0, "initialVariance must be above 0, got %s", initialVariance);
        int size = dynamics.stateSize();
        this.dynamics = dynamics;
        this.observations = observations;
        this.initialVariance = initialVariance;
        this.model = new double[size * size];
        this.noise = new double[size * size];
        this.weights = new double[size];
    }

    /** The dynamics whose parameters the likelihood is a function of. */
    public LinearIde dynamics() {
        return dynamics;
    }

    /** The data. */
    public ObservationSeries observations() {
        return observations;
    }

    /**
     * Logarithm of the density of all observations.
     *
     * @param unconstrained the dynamics' parameters, left as they were
     * @param processVariance of every coefficient's noise in a step, not negative
     * @param observationVariance of every observation's error, above 0
     */
    public double at(double[] unconstrained, double processVariance, double observationVariance) {
        return at(unconstrained, processVariance, observationVariance, new double[observations.size()]);
    }

    /**
     * As {@link #at(double[], double, double)}, and the mean of each observation given all earlier steps.
     *
     * @param forecasts receives one mean for each observation, step after step
     */
    public double at(double[] unconstrained, double processVariance, double observationVariance, double[] forecasts) {
        Check.length("forecasts", forecasts, observations.size());
        int size = dynamics.stateSize();
        dynamics.operator(unconstrained, model);
        diagonal(initialVariance);
        KalmanFilter filter = new KalmanFilter(new double[size], noise);
        diagonal(processVariance);
        for (int step = 0; step < observations.steps(); step++) {
            if (step > 0) {
                filter.forecast(model, noise);
            }
            int end = observations.first(step + 1);
            for (int i = observations.first(step); i < end; i++) {
                observations.weights(i, weights);
                double mean = 0;
                for (int row = 0; row < size; row++) {
                    mean += weights[row] * filter.mean(row);
                }
                forecasts[i] = mean;
            }
            for (int i = observations.first(step); i < end; i++) {
                observations.weights(i, weights);
                filter.observe(weights, observations.value(i), observationVariance);
            }
        }
        return filter.logLikelihood();
    }

    private void diagonal(double variance) {
        Arrays.fill(noise, 0);
        for (int i = 0; i < weights.length; i++) {
            noise[i * weights.length + i] = variance;
        }
    }
}
