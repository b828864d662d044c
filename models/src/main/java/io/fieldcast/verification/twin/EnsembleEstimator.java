package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;

/**
 * An ensemble with one analysis at the end of each window. Observations inside the window are predicted at their own time, so that
 * the analysis is the four-dimensional one.
 *
 * @see <a href="https://doi.org/10.1111/j.1600-0870.2004.00066.x">Hunt et al. (2004), four-dimensional ensemble Kalman filtering</a>
 */
public final class EnsembleEstimator implements Estimator {
    private final Method method;
    private final Ensemble ensemble;
    private final Analysis analysis;
    private final DomainInflation inflation;
    private final ObservationBatch batch;
    private final double[] scratch;
    private RandomStreams streams = new RandomStreams(0, "twin");

    public EnsembleEstimator(Method method) {
        this.method = method;
        ensemble = method.newEnsemble();
        analysis = method.newAnalysis(ensemble);
        inflation = analysis.newInflation(method.prior());
        batch = new ObservationBatch(ensemble.members(), 1);
        scratch = new double[method.dynamics().scratchSize(ensemble.members())];
    }

    @Override
    public void start(double[] truth, RandomStreams numbers) {
        streams = numbers;
        method.scatter(truth, numbers, ensemble);
    }

    @Override
    public void forecast(Window window) {
        batch.clear();
        for (int step = 1; step <= window.steps(); step++) {
            method.dynamics().advance(ensemble, 1, scratch);
            if (step == window.steps()) {
                int from = ensemble.block(Propagator.STATE).from() * ensemble.members();
                RandomStreams.Stream noise = streams.stream(window.cycle(), Purpose.PROCESS_NOISE);
                method.noise().add(noise, ensemble.members(), ensemble.values(), from);
            }
            for (int place = 0; place < window.places(); place++) {
                if (window.step(place) == step) {
                    batch.add(window.operator(), place, ensemble, window.value(place), window.errorVariance());
                }
            }
        }
    }

    @Override
    public Verdict analyse(Window window) {
        method.control().apply(window.cycle(), batch);
        return analysis.correct(ensemble, batch, inflation, streams.stream(window.cycle(), Purpose.ANALYSIS));
    }

    @Override
    public Ensemble ensemble() {
        return ensemble;
    }

    @Override
    public ObservationBatch observations() {
        return batch;
    }

    /** What the next window starts from. */
    Snapshot snapshot() {
        double[] factors = new double[inflation.domains()];
        inflation.get(factors, 0);
        return new Snapshot(ensemble.copy(), factors);
    }

    /** Goes back to what a window started from. */
    void restore(Snapshot snapshot) {
        ensemble.set(snapshot.ensemble);
        inflation.set(snapshot.factors, 0);
    }

    /** Ensemble and inflation factors between two windows. */
    static final class Snapshot {
        private final Ensemble ensemble;
        private final double[] factors;

        private Snapshot(Ensemble ensemble, double[] factors) {
            this.ensemble = ensemble;
            this.factors = factors;
        }
    }
}
