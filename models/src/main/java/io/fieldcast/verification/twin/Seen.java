package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
import java.util.function.UnaryOperator;

/** An estimator that sees each window in another way, such as without some of its reports. */
record Seen(Estimator estimator, UnaryOperator<Window> way) implements Estimator {
    @Override
    public void start(double[] truth, RandomStreams streams) {
        estimator.start(truth, streams);
    }

    @Override
    public void forecast(Window window) {
        estimator.forecast(way.apply(window));
    }

    @Override
    public Verdict analyse(Window window) {
        return estimator.analyse(way.apply(window));
    }

    @Override
    public Ensemble ensemble() {
        return estimator.ensemble();
    }

    @Override
    public ObservationBatch observations() {
        return estimator.observations();
    }
}
