package io.fieldcast.tests.benchmark;

import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;

/** A random forecast with one variable at each place, random observations of it, and a filter: one analysis, to be timed. */
final class AnalysisScene {
    private static final RandomStreams STREAMS = new RandomStreams(1, "benchmark");
    private static final RandomStreams.Stream RANDOM = STREAMS.stream(1, Purpose.ANALYSIS);

    private final Ensemble forecast;
    private final Ensemble analysis;
    private final ObservationBatch batch;
    private final Filter filter;
    private final DomainInflation inflation;

    private AnalysisScene(Ensemble forecast, ObservationBatch batch, Filter filter) {
        this.forecast = forecast;
        this.analysis = forecast.copy();
        this.batch = batch;
        this.filter = filter;
        this.inflation = DomainInflation.none(filter.domains());
    }

    /** A ring of places 1 apart, each variable observed {@code shift} beside its place. */
    static AnalysisScene ring(int size, int members, double shift, FilterSpec spec, int threads) {
        double[] xs = new double[size];
        for (int i = 0; i < size; i++) {
            xs[i] = i;
        }
        Distance distance = new Distance.Periodic(size, Double.POSITIVE_INFINITY);
        return of(xs, new double[size], members, shift, size, distance, spec, threads);
    }

    /** A square of places 1 apart, each variable observed at its place. */
    static AnalysisScene square(int side, int members, FilterSpec spec) {
        double[] xs = new double[side * side];
        double[] ys = new double[side * side];
        for (int i = 0; i < xs.length; i++) {
            int row = i / side;
            xs[i] = i % side;
            ys[i] = row;
        }
        return of(xs, ys, members, 0, xs.length, Distance.PLANAR, spec, 1);
    }

    /** A line of places with so many variables observed. */
    static AnalysisScene line(int size, int members, int observations, FilterSpec spec, int threads) {
        double[] xs = new double[size];
        for (int i = 0; i < size; i++) {
            xs[i] = i;
        }
        return of(xs, new double[size], members, 0, observations, Distance.PLANAR, spec, threads);
    }

    private static AnalysisScene of(
            double[] xs,
            double[] ys,
            int members,
            double shift,
            int observations,
            Distance distance,
            FilterSpec spec,
            int threads) {
        Ensemble forecast = Ensemble.ofState(xs.length, members);
        STREAMS.stream(0, Purpose.INITIAL_STATE).fillByInversion(0, forecast.values(), 0, forecast.values().length);
        ObservationBatch batch = new ObservationBatch(members, observations);
        RandomStreams.Stream errors = STREAMS.stream(0, Purpose.MEASUREMENT);
        for (int j = 0; j < observations; j++) {
            int row = (int) ((long) j * xs.length / observations);
            int index = batch.add(errors.gaussian(j), 1, xs[row] + shift, ys[row]);
            System.arraycopy(forecast.values(), row * members, batch.predicted(), batch.offset(index), members);
        }
        return new AnalysisScene(forecast, batch, spec.build(RowPlaces.at(xs, ys, xs.length), distance, threads));
    }

    /** One analysis. */
    Ensemble analyse() {
        Verdict verdict = filter.analyse(forecast, batch, inflation, RANDOM, analysis);
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("analysis ended in " + verdict);
        }
        return analysis;
    }
}
