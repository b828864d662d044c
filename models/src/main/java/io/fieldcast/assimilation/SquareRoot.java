package io.fieldcast.assimilation;

/**
 * One way of taking the square root that turns forecast anomalies into analysis anomalies. First {@link #factor} for the
 * observations of a domain, then {@link #transform} for each of the domain's rows. Owns its scratch; confined to one thread.
 */
interface SquareRoot {
    /** Prepares the transform for the selected observations, at least one; false if that failed numerically. */
    boolean factor(WhitenedObservations observations, LocalSelection selection);

    /**
     * Applies the prepared transform to one row of the ensemble.
     *
     * @param forecast left as it was
     * @param analysis receives the row's members in {@code analysis[at..at+members)}
     */
    void transform(double[] forecast, double[] analysis, int at);
}
