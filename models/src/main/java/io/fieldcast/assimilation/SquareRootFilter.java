package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;

/**
 * A deterministic ensemble filter: rows with a place are corrected by the observations within reach, their error variances divided
 * by the taper weight; rows without one, such as parameters, by all observations without taper. Confined to one thread.
 */
public final class SquareRootFilter implements Filter {
    private final RowPlaces places;
    private final Localization localization;
    private final SquareRoot squareRoot;
    private final WhitenedObservations whitened = new WhitenedObservations();
    private final LocalSelection selection = new LocalSelection();

    private SquareRootFilter(RowPlaces places, Localization localization, SquareRoot squareRoot) {
        this.places = places;
        this.localization = localization;
        this.squareRoot = squareRoot;
    }

    /** Ensemble transform Kalman filter for ensembles of {@code size} rows: all rows are global. */
    public static SquareRootFilter etkf(int size) {
        return new SquareRootFilter(RowPlaces.allGlobal(size), Localization.none(), new SymmetricSquareRoot());
    }

    /** Local ensemble transform Kalman filter: the symmetric square root in each local domain. */
    public static SquareRootFilter letkf(RowPlaces places, Localization localization) {
        return new SquareRootFilter(places, localization, new SymmetricSquareRoot());
    }

    /** Local serial square root filter: the posterior mean and covariance of {@link #letkf} in less time. */
    public static SquareRootFilter localSerial(RowPlaces places, Localization localization) {
        return new SquareRootFilter(places, localization, new SerialSquareRoot());
    }

    @Override
    public Verdict analyse(Ensemble forecast, ObservationBatch observations, Ensemble analysis) {
        Check.that(forecast != analysis, "analysis must be another ensemble than the forecast");
        Check.that(
                forecast.size() == places.size(), "ensemble has %d rows, expected %d", forecast.size(), places.size());
        Check.that(
                forecast.members() == observations.members(),
                "observations were predicted by %d members, the ensemble has %d",
                observations.members(),
                forecast.members());
        analysis.set(forecast);
        Verdict verdict = whitened.load(observations);
        if (verdict != Verdict.OK) {
            return verdict;
        }
        verdict = correct(forecast, analysis);
        if (verdict == Verdict.OK && !analysis.isFinite()) {
            verdict = Verdict.NOT_FINITE;
        }
        if (verdict != Verdict.OK) {
            analysis.set(forecast);
        }
        return verdict;
    }

    private Verdict correct(Ensemble forecast, Ensemble analysis) {
        int members = forecast.members();
        for (int domain = 0; domain < places.domains(); domain++) {
            selection.select(whitened, localization, places.x(domain), places.y(domain));
            if (selection.count() == 0 || places.rows(domain) == 0) {
                continue;
            }
            if (!squareRoot.factor(whitened, selection)) {
                return Verdict.EIGEN_FAILED;
            }
            for (int i = 0; i < places.rows(domain); i++) {
                squareRoot.transform(forecast.values(), analysis.values(), places.row(domain, i) * members);
            }
        }
        if (places.globalRows() > 0) {
            selection.selectAll(whitened);
            if (!squareRoot.factor(whitened, selection)) {
                return Verdict.EIGEN_FAILED;
            }
            for (int i = 0; i < places.globalRows(); i++) {
                squareRoot.transform(forecast.values(), analysis.values(), places.globalRow(i) * members);
            }
        }
        return Verdict.OK;
    }
}
