package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;

/**
 * Corrects an ensemble by observations. Every row is corrected, state, lags and parameters alike, by its covariance with what the
 * members expected of the observations. Deterministic. Owns its working memory, so confined to one thread; it remembers nothing
 * from one call to the next: the inflation factors that evolve belong to the caller.
 */
public interface Filter {
    /**
     * Writes the analysis of {@code forecast} into {@code analysis}.
     *
     * @param forecast left as it was
     * @param observations those that {@link ObservationBatch#isUsed} are used; left as they were
     * @param analysis of the forecast's shape, not the forecast itself; receives the analysis if the verdict is
     *     {@link Verdict#OK} and the unchanged forecast otherwise, so it is never made non-finite here
     */
    Verdict analyse(Ensemble forecast, ObservationBatch observations, Ensemble analysis);

    /**
     * Writes into {@code analysis} the analysis of {@code forecast} with the prior covariance of each domain multiplied by the
     * domain's factor, and into {@code learned} the factors for the next cycle. A domain without observations keeps its spread,
     * whatever its factor. Equal to the other method, bit for bit, where all factors are 1.
     *
     * @param forecast left as it was
     * @param observations as in the other method
     * @param inflation how the factors learn
     * @param factors one for each of {@link #domains}, {@link AdaptiveInflation#initial} before the first cycle; left as they were
     * @param analysis as in the other method
     * @param learned not {@code factors}; receives the factors for the next cycle if the verdict {@link Verdict#isGood}, else
     *     has undefined content
     */
    Verdict analyse(
            Ensemble forecast,
            ObservationBatch observations,
            AdaptiveInflation inflation,
            double[] factors,
            Ensemble analysis,
            double[] learned);

    /** Number of domains with an inflation factor of their own; rows without a place form the last one. */
    int domains();
}
