package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.function.Supplier;

/**
 * An ensemble filter that goes from place to place: rows with a place are corrected by the observations within reach, their error
 * variances divided by the taper weight; rows without one, such as parameters, by all observations without taper. To be called
 * by one thread; itself it may use several of the common pool, with the same result to the last bit.
 */
public final class LocalFilter implements Filter {
    private final LocalJob job;
    private final DomainTeam team;

    private LocalFilter(RowPlaces places, Localization localization, Supplier<RowUpdate> update, int threads) {
        Check.that(threads >= 1, "threads must be at least 1, got %d", threads);
        this.job = new LocalJob(places, localization);
        this.team = new DomainTeam(job, update, threads);
    }

    /** Ensemble transform Kalman filter: all rows that have a place form one domain, in which every observation counts. */
    public static LocalFilter etkf(RowPlaces places, int threads) {
        return new LocalFilter(places.together(), Localization.none(), SymmetricSquareRoot::new, threads);
    }

    /** Local ensemble transform Kalman filter: the symmetric square root in each local domain. */
    public static LocalFilter letkf(RowPlaces places, Localization localization, int threads) {
        return new LocalFilter(places, localization, SymmetricSquareRoot::new, threads);
    }

    /** Local serial square root filter: the posterior mean and covariance of {@link #letkf} in less time. */
    public static LocalFilter localSerial(RowPlaces places, Localization localization, int threads) {
        return new LocalFilter(places, localization, SerialSquareRoot::new, threads);
    }

    /**
     * Deterministic ensemble Kalman filter.
     *
     * @param staticShare β in 0..1 of the hybrid covariance {@code (1 − β) P_e + β B}; above 0, batches must carry static members
     */
    public static LocalFilter denkf(RowPlaces places, Localization localization, double staticShare, int threads) {
        return local(places, localization, () -> GainUpdate.denkf(staticShare), threads);
    }

    /** Ensemble Kalman filter with perturbed observations. */
    public static LocalFilter stochastic(RowPlaces places, Localization localization, int threads) {
        return local(places, localization, GainUpdate::stochastic, threads);
    }

    /** Finite-size ensemble transform Kalman filter, its inflation found for each domain. */
    public static LocalFilter finiteSize(
            RowPlaces places, Localization localization, FiniteSizePrior prior, int threads) {
        return local(places, localization, () -> new FiniteSizeSquareRoot(prior), threads);
    }

    /** Where the reach is infinite, all domains would see the same observations, so one does for all. */
    private static LocalFilter local(
            RowPlaces places, Localization localization, Supplier<RowUpdate> update, int threads) {
        boolean global = Double.isInfinite(localization.halfSupport());
        return new LocalFilter(global ? places.together() : places, localization, update, threads);
    }

    @Override
    public int domains() {
        return job.places.domains();
    }

    @Override
    public Verdict analyse(
            Ensemble forecast,
            ObservationBatch observations,
            DomainInflation inflation,
            RandomStreams.Stream random,
            Ensemble analysis) {
        Check.that(forecast != analysis, "analysis must be another ensemble than the forecast");
        Check.that(
                inflation.domains() == domains(),
                "inflation has %d domains, expected %d",
                inflation.domains(),
                domains());
        Check.that(
                forecast.size() == job.places.size(),
                "ensemble has %d rows, expected %d",
                forecast.size(),
                job.places.size());
        Check.that(
                forecast.members() == observations.members(),
                "observations were predicted by %d members, the ensemble has %d",
                observations.members(),
                forecast.members());
        Check.that(
                forecast.size() == analysis.size() && forecast.members() == analysis.members(),
                "analysis is %d x %d, expected %d x %d",
                analysis.size(),
                analysis.members(),
                forecast.size(),
                forecast.members());
        if (observations.statics().isPresent()) {
            int staticRows = observations.statics().get().size();
            Check.that(
                    staticRows == forecast.size(),
                    "static members have %d rows, expected %d",
                    staticRows,
                    forecast.size());
        }
        Verdict verdict = job.start(forecast, observations, inflation, random, analysis);
        if (verdict == Verdict.NO_OBSERVATIONS) {
            for (int domain = 0; domain < domains(); domain++) {
                inflation.learn(domain, 0, 0, 0);
            }
        }
        if (verdict == Verdict.OK) {
            verdict = team.correct();
        }
        if (verdict != Verdict.OK) {
            analysis.set(forecast);
        }
        job.end();
        return verdict;
    }
}
