package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * A truth is run, observed with errors, and estimated; all of it but the times is a function of the seed. Every estimator meets the
 * same truth and the same observations. As immutable as the truth's noise and the faults are.
 *
 * @param truth starts on its attractor
 * @param network what of it is observed
 * @param faults what broken sensors make of it
 * @param scoredRows first rows of the state, on which scores are taken
 * @param cycles number of windows, each with one analysis at its end
 * @param burnIn first windows that are not scored, below {@code cycles}
 */
public record TwinExperiment(
        Truth truth, Network network, Faults faults, int scoredRows, int cycles, int burnIn, long seed) {
    public TwinExperiment {
        Check.that(burnIn >= 0 && burnIn < cycles, "burnIn must lie in 0..%d, got %d", cycles - 1, burnIn);
        Check.that(
                scoredRows >= 1 && scoredRows <= truth.dynamics().stateSize(),
                "scoredRows must lie in 1..%d, got %d",
                truth.dynamics().stateSize(),
                scoredRows);
    }

    /** Healthy sensors; the whole state is scored. */
    public static TwinExperiment of(Truth truth, Network network, int cycles, int burnIn, long seed) {
        return new TwinExperiment(truth, network, Faults.NONE, truth.dynamics().stateSize(), cycles, burnIn, seed);
    }

    /** Sees every window of a run after its analysis. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param truth the state at the window's end, left as it was
         * @param ensemble the analysis, left as it was
         * @param observations with their predictions and codes, left as they were
         */
        void analysed(int cycle, double[] truth, Ensemble ensemble, ObservationBatch observations);
    }

    /** Runs the experiment with an estimator that has not run yet. */
    public TwinScores run(Estimator estimator) {
        return run(estimator, (cycle, state, ensemble, observations) -> {});
    }

    /** Runs the experiment with an estimator that has not run yet, watched by {@code listener}. */
    public TwinScores run(Estimator estimator, Listener listener) {
        RandomStreams streams = new RandomStreams(seed, "twin");
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        NatureRun nature = new NatureRun(truth, network.steps(), streams);
        estimator.start(nature.state(), streams);
        Scoring scoring = new Scoring(scoredRows, estimator.ensemble().members());
        long forecasting = 0;
        long analysing = 0;
        for (int cycle = 1; cycle <= cycles; cycle++) {
            nature.advance(cycle);
            Window window = Window.observe(cycle, network, nature.states(), faults, streams);
            boolean scored = cycle > burnIn;
            long started = clock.getCurrentThreadCpuTime();
            estimator.forecast(window);
            forecasting += clock.getCurrentThreadCpuTime() - started;
            if (scored) {
                scoring.forecast(nature.state(), estimator.ensemble(), streams.stream(cycle, Purpose.MEASUREMENT, 1));
            }
            started = clock.getCurrentThreadCpuTime();
            scoring.verdict(estimator.analyse(window));
            analysing += clock.getCurrentThreadCpuTime() - started;
            if (scored) {
                scoring.innovations(estimator.observations());
                scoring.analysis(nature.state(), estimator.ensemble());
            }
            listener.analysed(cycle, nature.state(), estimator.ensemble(), estimator.observations());
        }
        double millis = 1e-6 / cycles;
        return scoring.scores()
                .with(Figure.CYCLE_MS, millis * (forecasting + analysing))
                .with(Figure.ANALYSIS_MS, millis * analysing);
    }
}
