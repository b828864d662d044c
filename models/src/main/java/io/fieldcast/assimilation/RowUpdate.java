package io.fieldcast.assimilation;

import io.fieldcast.numerics.RandomStreams;

/**
 * One way of turning forecast rows into analysis rows. First {@link #factor} for the observations of a domain, then
 * {@link #transform} for each of the domain's rows. Owns its scratch; confined to one thread.
 */
interface RowUpdate {
    /**
     * Prepares the update for the selected observations, at least one; false if that failed numerically.
     *
     * @param random numbers of this analysis from {@link Filter#PERTURBATIONS} on, addressed by the observation's index, so that
     *     every domain sees the same perturbed observations
     */
    boolean factor(WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random);

    /**
     * Applies the prepared update to one row of the ensemble.
     *
     * @param forecast left as it was
     * @param analysis receives the row's members in {@code analysis[at..at+members)}
     */
    void transform(double[] forecast, double[] analysis, int at);
}
