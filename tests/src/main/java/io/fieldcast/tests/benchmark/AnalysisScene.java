package io.fieldcast.tests.benchmark;

import com.sun.management.ThreadMXBean;
import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.assimilation.SpreadFloor;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/** A random forecast with one variable at each place, random observations of it, and a filter: one analysis, to be timed. */
final class AnalysisScene {
    private static final RandomStreams STREAMS = new RandomStreams(1, "benchmark");
    private static final RandomStreams.Stream RANDOM = STREAMS.stream(1, Purpose.ANALYSIS);

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** Bytes that analyses have allocated in their caller's thread. */
    static final AtomicLong ALLOCATED = new AtomicLong();

    /** Analyses so far. */
    static final AtomicLong ANALYSES = new AtomicLong();

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

    /** One filter's analysis. */
    Ensemble analyse() {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Verdict verdict = filter.analyse(forecast, batch, inflation, RANDOM, analysis);
        count(before);
        expectOk(verdict);
        return analysis;
    }

    /** What follows the filter, with or without a rotation. */
    Analysis wholeAnalysis(boolean rotated) {
        return new Analysis(filter, new Inflation.Multiplicative(1.02), SpreadFloor.none(), rotated, forecast);
    }

    /** One whole analysis of the forecast. */
    Ensemble correct(Analysis whole) {
        analysis.set(forecast);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Verdict verdict = whole.correct(analysis, batch, inflation, RANDOM);
        count(before);
        expectOk(verdict);
        return analysis;
    }

    private static void expectOk(Verdict verdict) {
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("analysis ended in " + verdict);
        }
    }

    private static void count(long before) {
        ALLOCATED.addAndGet(THREADS.getCurrentThreadAllocatedBytes() - before);
        ANALYSES.incrementAndGet();
    }
}
