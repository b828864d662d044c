package io.fieldcast.verification.twin;

import io.fieldcast.observation.ObservationBatch;

/** What happens to a window's observations between prediction and analysis, such as quality control. */
@FunctionalInterface
public interface Control {
    /** Every observation is believed. */
    Control NONE = (cycle, observations) -> {};

    /**
     * Judges the observations before the analysis.
     *
     * @param observations in the order of their steps and then of their places; may receive codes, other values and error variances
     */
    void apply(int cycle, ObservationBatch observations);
}
