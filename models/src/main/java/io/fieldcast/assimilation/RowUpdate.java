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
     * @param random numbers of this analysis from {@link Filter#PERTURBATIONS} on, addressed by the observation, so that every
     *     domain sees the same perturbed observations
     */
    boolean factor(WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random);

    /**
     * As {@link #factor}, for rows that no inflation may touch, those without a place. The same, unless the update inflates by
     * itself.
     */
    default boolean factorUninflated(
            WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random) {
        return factor(observations, selection, random);
    }

    /** What the last {@link #factor} that returned false failed of. */
    default Verdict failure() {
        return Verdict.EIGEN_FAILED;
    }

    /**
     * Applies the prepared update to one row of the ensemble.
     *
     * @param forecast left as it was
     * @param analysis receives the row's members in {@code analysis[at..at+members)}
     */
    void transform(double[] forecast, double[] analysis, int at);

    /**
     * Writes the prepared update as a matrix M, so that {@code mean + (x − mean) M} is the analysis of a row x, which pays where
     * many rows follow; false if this update has none or none that pays.
     *
     * @param scale by which to multiply the anomalies of the analysis
     * @param matrix receives M, N × N, row-major
     */
    default boolean writeMatrix(double scale, double[] matrix) {
        return false;
    }
}
