package io.fieldcast.training.inversion;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;

/** What an {@link EnsembleInversion} fits: data beside what the members' parameters make of them. */
@FunctionalInterface
public interface Misfit {
    /**
     * Fills a batch. Each iteration may take other data, such as a small part drawn anew.
     *
     * @param iteration from 0
     * @param parameters members' parameters, in their block {@code parameters}, unconstrained; left as they were
     * @param batch empty; receives the data with their error variances and, for each, the members' predictions
     */
    void fill(int iteration, Ensemble parameters, ObservationBatch batch);
}
