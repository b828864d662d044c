package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.ObservationOperator;
import java.util.EnumMap;
import java.util.Map;

/**
 * A truth is run, observed with errors, and estimated by an ensemble that has the same dynamics; all of it is a function of the
 * seed. Every place of the operator is observed once a cycle. Immutable; {@link #run} may be called any number of times.
 */
public final class TwinExperiment {
    private static final int SPIN_UP = 1000;

    private final Propagator dynamics;
    private final ObservationOperator operator;
    private final double errorVariance;
    private final int cycles;
    private final int burnIn;
    private final long seed;

    /**
     * @param dynamics of truth and ensemble alike; one unit of its step is one cycle
     * @param operator places that are observed in every cycle
     * @param errorVariance variance of the observations' errors, known to the filter, above 0
     * @param cycles number of analyses
     * @param burnIn first cycles that are not scored, below {@code cycles}
     */
    public TwinExperiment(
            Propagator dynamics,
            ObservationOperator operator,
            double errorVariance,
            int cycles,
            int burnIn,
            long seed) {
        Check.that(errorVariance > 0, "errorVariance must be above 0, got %s", errorVariance);
        Check.that(burnIn >= 0 && burnIn < cycles, "burnIn must lie in 0..%d, got %d", cycles - 1, burnIn);
        this.dynamics = dynamics;
        this.operator = operator;
        this.errorVariance = errorVariance;
        this.cycles = cycles;
        this.burnIn = burnIn;
        this.seed = seed;
    }

    /**
     * Runs the experiment. Truth starts on the attractor, members at the truth plus standard normal noise.
     *
     * @param start its shape is that of the ensemble to run; its state block is overwritten, other blocks start with its values;
     *     left holding the last analysis
     */
    public TwinScores run(Analysis analysis, AdaptiveInflation inflation, Ensemble start) {
        RandomStreams streams = new RandomStreams(seed, "twin");
        // Two members are the least an ensemble can have; both are the truth.
        Ensemble truth = Ensemble.ofState(dynamics.stateSize(), 2);
        double[] truthScratch = new double[dynamics.scratchSize(2)];
        double[] state = spunUpTruth(streams, truth, truthScratch);
        scatter(state, streams.stream(0, Purpose.INITIAL_STATE), start);
        double[] scratch = new double[dynamics.scratchSize(start.members())];
        ObservationBatch batch = new ObservationBatch(start.members(), operator.places());
        double[] errors = new double[operator.places()];
        DomainInflation factors = analysis.newInflation(inflation);
        Sums sums = new Sums();
        for (int cycle = 1; cycle <= cycles; cycle++) {
            dynamics.advance(truth, 1, truthScratch);
            readFirstMember(truth, state);
            dynamics.advance(start, 1, scratch);
            streams.stream(cycle, Purpose.MEASUREMENT).fillGaussian(0, errors, 0, errors.length);
            observe(state, errors, start, batch);
            boolean scored = cycle > burnIn;
            if (scored) {
                sums.beforeAnalysis(state, start, batch);
            }
            Verdict verdict = analysis.correct(start, batch, factors, streams.stream(cycle, Purpose.ANALYSIS));
            sums.verdicts.merge(verdict, 1, Integer::sum);
            if (scored) {
                sums.afterAnalysis(state, start);
            }
        }
        return sums.mean(cycles - burnIn);
    }

    private double[] spunUpTruth(RandomStreams streams, Ensemble truth, double[] scratch) {
        RandomStreams.Stream noise = streams.stream(0, Purpose.TRUTH);
        for (int row = 0; row < truth.size(); row++) {
            double value = noise.gaussian(row);
            truth.values()[2 * row] = value;
            truth.values()[2 * row + 1] = value;
        }
        for (int i = 0; i < SPIN_UP; i++) {
            dynamics.advance(truth, 1, scratch);
        }
        double[] state = new double[truth.size()];
        readFirstMember(truth, state);
        return state;
    }

    private static void readFirstMember(Ensemble truth, double[] state) {
        for (int row = 0; row < state.length; row++) {
            state[row] = truth.values()[2 * row];
        }
    }

    private static void scatter(double[] state, RandomStreams.Stream noise, Ensemble ensemble) {
        int members = ensemble.members();
        int from = ensemble.block(Propagator.STATE).from();
        for (int row = 0; row < state.length; row++) {
            for (int m = 0; m < members; m++) {
                ensemble.values()[(from + row) * members + m] = state[row] + noise.gaussian((long) row * members + m);
            }
        }
    }

    private void observe(double[] state, double[] errors, Ensemble ensemble, ObservationBatch batch) {
        batch.clear();
        for (int place = 0; place < operator.places(); place++) {
            double value = operator.predict(state, place) + Math.sqrt(errorVariance) * errors[place];
            batch.add(operator, place, ensemble, value, errorVariance);
        }
    }

    /** Sums over the scored cycles. */
    private static final class Sums {
        private double analysisRmse;
        private double forecastRmse;
        private double analysisSpread;
        private double innovationRatio;
        private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);

        void beforeAnalysis(double[] state, Ensemble ensemble, ObservationBatch batch) {
            forecastRmse += rmse(state, ensemble);
            double ratio = 0;
            for (int index = 0; index < batch.size(); index++) {
                double scaled = batch.innovation(index) / batch.expectedDeviation(index);
                ratio += scaled * scaled;
            }
            innovationRatio += ratio / batch.size();
        }

        void afterAnalysis(double[] state, Ensemble ensemble) {
            analysisRmse += rmse(state, ensemble);
            int from = ensemble.block(Propagator.STATE).from();
            double variance = 0;
            for (int row = 0; row < state.length; row++) {
                variance += ensemble.variance(from + row);
            }
            analysisSpread += Math.sqrt(variance / state.length);
        }

        private static double rmse(double[] state, Ensemble ensemble) {
            int from = ensemble.block(Propagator.STATE).from();
            double sum = 0;
            for (int row = 0; row < state.length; row++) {
                double error = ensemble.mean(from + row) - state[row];
                sum += error * error;
            }
            return Math.sqrt(sum / state.length);
        }

        TwinScores mean(int count) {
            return new TwinScores(
                    analysisRmse / count,
                    forecastRmse / count,
                    analysisSpread / count,
                    innovationRatio / count,
                    verdicts);
        }
    }
}
