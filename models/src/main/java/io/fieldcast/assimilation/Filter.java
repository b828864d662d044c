package io.fieldcast.assimilation;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;

/**
 * Corrects an ensemble by observations. Every row is corrected, state, lags and parameters alike, by its covariance with what the
 * members expected of the observations. Deterministic. Owns its working memory, so confined to one thread; it remembers nothing
 * from one call to the next.
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
}
