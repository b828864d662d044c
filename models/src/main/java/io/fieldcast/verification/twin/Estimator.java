package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;

/** What follows the truth by its observations: an ensemble, whose state block is scored. For one run, confined to one thread. */
public interface Estimator {
    /**
     * Starts at the time before the first window.
     *
     * @param truth the state there, left as it was
     * @param streams random numbers of the run
     */
    void start(double[] truth, RandomStreams streams);

    /** Carries the ensemble to the end of the window and predicts its observations; sees their values only in {@link #analyse}. */
    void forecast(Window window);

    /** Corrects the ensemble by what has been observed. */
    Verdict analyse(Window window);

    /** The estimate at the end of the last window. */
    Ensemble ensemble();

    /** The observations of the last window with their predictions, as the analysis saw them. */
    ObservationBatch observations();
}
