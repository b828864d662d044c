package io.fieldcast.training.inversion;

import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.Arrays;

/**
 * Fits parameters by a filter: every iteration is an analysis of the parameters by the data, with the error variances multiplied by that
 * iteration's factor. Immutable.
 *
 * <p>Which factors makes the method. Where their inverses sum to one, every datum counts once and a linear problem ends at its Gaussian
 * posterior: {@linkplain #multipleAssimilation multiple data assimilation}. Equal factors for as long as wanted are {@linkplain
 * #kalmanInversion ensemble Kalman inversion}, which goes on towards the best fit among the combinations of the first members; with other
 * data in each iteration, that is EnKF training.
 *
 * @see <a href="https://doi.org/10.1016/j.cageo.2012.03.011">Emerick and Reynolds (2013)</a>
 * @see <a href="https://doi.org/10.1088/1361-6420/ab1c3a">Kovachki and Stuart (2019)</a>
 * @see <a href="https://arxiv.org/abs/1805.08034">Haber, Lucka and Ruthotto (2018)</a>
 */
public final class EnsembleInversion {
    private final FilterSpec filter;
    private final double[] factors;

    private EnsembleInversion(FilterSpec filter, double[] factors) {
        this.filter = filter;
        this.factors = factors;
    }

    /** How an inversion ended. */
    public record Outcome(int iterations, Verdict verdict) {}

    /** Told after each iteration. */
    @FunctionalInterface
    public interface Progress {
        /** Nobody listens. */
        Progress NONE = (iteration, parameters) -> true;

        /**
         * @param iteration iterations done
         * @param parameters as they are now; to be left so
         * @return whether to go on
         */
        boolean report(int iteration, Ensemble parameters);
    }

    /**
     * Ensemble smoother with multiple data assimilation: so many iterations, all with the same factor, each datum counted once in all.
     *
     * @param iterations at least 1
     */
    public static EnsembleInversion multipleAssimilation(FilterSpec filter, int iterations) {
        return kalmanInversion(filter, iterations, iterations);
    }

    /**
     * Multiple data assimilation with factors of one's own, usually large ones first.
     *
     * @param factors above 0; their inverses sum to 1
     */
    public static EnsembleInversion withFactors(FilterSpec filter, double... factors) {
        double sum = Arrays.stream(factors).map(factor -> 1 / factor).sum();
        Check.that(Math.abs(sum - 1) < 1e-9, "the factors' inverses must sum to 1, they sum to %s", sum);
        return new EnsembleInversion(filter, factors.clone());
    }

    /**
     * Ensemble Kalman inversion.
     *
     * @param iterations most iterations, at least 1
     * @param factor on the error variances, the inverse of the step in the inversion's own time; above 0
     */
    public static EnsembleInversion kalmanInversion(FilterSpec filter, int iterations, double factor) {
        Check.that(iterations >= 1, "iterations must be at least 1, got %d", iterations);
        Check.that(factor > 0, "factor must be above 0, got %s", factor);
        double[] factors = new double[iterations];
        Arrays.fill(factors, factor);
        return new EnsembleInversion(filter, factors);
    }

    /** Most iterations. */
    public int iterations() {
        return factors.length;
    }

    /**
     * Fits.
     *
     * @param parameters members drawn from the prior in one block; receives those of the fit, or of the last iteration that was good
     * @param from iterations done already; 0 to begin
     * @param streams of the random numbers that some filters want
     */
    public Outcome run(Ensemble parameters, Misfit misfit, int from, RandomStreams streams, Progress progress) {
        RowPlaces nowhere = RowPlaces.at(new double[0], new double[0], parameters.size());
        Filter analysis = filter.build(nowhere, Distance.PLANAR);
        DomainInflation inflation = DomainInflation.none(analysis.domains());
        ObservationBatch batch = new ObservationBatch(parameters.members(), 1);
        Ensemble next = parameters.copy();
        for (int iteration = from; iteration < factors.length; iteration++) {
            batch.clear();
            misfit.fill(iteration, parameters, batch);
            for (int i = 0; i < batch.size(); i++) {
                batch.setErrorVariance(i, factors[iteration] * batch.errorVariance(i));
            }
            RandomStreams.Stream random = streams.stream(iteration, Purpose.ANALYSIS);
            Verdict verdict = analysis.analyse(parameters, batch, inflation, random, next);
            if (verdict != Verdict.OK) {
                return new Outcome(iteration, verdict);
            }
            parameters.set(next);
            if (!progress.report(iteration + 1, parameters)) {
                return new Outcome(iteration + 1, verdict);
            }
        }
        return new Outcome(factors.length, Verdict.OK);
    }
}
