package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;

/**
 * Corrects an ensemble by observations. Every row is corrected, state, lags and parameters alike, by its covariance with what the
 * members expected of the observations. Deterministic. Owns its working memory, so confined to one thread; it remembers nothing
 * from one call to the next: the inflation factors that evolve belong to the caller.
 */
public interface Filter {
    /** Index in an analysis's random stream from which on the perturbations of observations lie; those before are for rotations. */
    long PERTURBATIONS = 1L << 40;

    /**
     * Writes the analysis of {@code forecast} into {@code analysis}, the prior covariance of each domain multiplied by the
     * domain's factor. A domain without observations keeps its spread, whatever its factor; rows without a place, such as
     * parameters, belong to no domain and are not inflated.
     *
     * @param forecast left as it was
     * @param observations those that {@link ObservationBatch#isUsed} are used; left as they were
     * @param inflation its factors are used and left; learns those for the next cycle, for the caller to
     *     {@linkplain DomainInflation#accept accept} if the verdict {@link Verdict#isGood}
     * @param random numbers of this analysis
     * @param analysis of the forecast's shape, not the forecast itself; receives the analysis if the verdict is
     *     {@link Verdict#OK} and the unchanged forecast otherwise, so it is never made non-finite here
     */
    Verdict analyse(
            Ensemble forecast,
            ObservationBatch observations,
            DomainInflation inflation,
            RandomStreams.Stream random,
            Ensemble analysis);

    /** Number of domains with an inflation factor of their own. */
    int domains();
}
