package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;

/**
 * An ensemble filter that goes from place to place: rows with a place are corrected by the observations within reach, their error variances divided
 * by the taper weight; rows without one, such as parameters, by all observations without taper. Confined to one thread.
 */
public final class LocalFilter implements Filter {
    private final RowPlaces places;
    private final Localization localization;
    private final RowUpdate update;
    private final WhitenedObservations whitened = new WhitenedObservations();
    private final LocalSelection selection = new LocalSelection();

    private LocalFilter(RowPlaces places, Localization localization, RowUpdate update) {
        this.places = places;
        this.localization = localization;
        this.update = update;
    }

    /** Ensemble transform Kalman filter: all rows that have a place form one domain, in which every observation counts. */
    public static LocalFilter etkf(RowPlaces places) {
        return new LocalFilter(places.together(), Localization.none(), new SymmetricSquareRoot());
    }

    /** Local ensemble transform Kalman filter: the symmetric square root in each local domain. */
    public static LocalFilter letkf(RowPlaces places, Localization localization) {
        return new LocalFilter(places, localization, new SymmetricSquareRoot());
    }

    /** Local serial square root filter: the posterior mean and covariance of {@link #letkf} in less time. */
    public static LocalFilter localSerial(RowPlaces places, Localization localization) {
        return new LocalFilter(places, localization, new SerialSquareRoot());
    }

    @Override
    public int domains() {
        return places.domains();
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
                forecast.size() == places.size(), "ensemble has %d rows, expected %d", forecast.size(), places.size());
        Check.that(
                forecast.members() == observations.members(),
                "observations were predicted by %d members, the ensemble has %d",
                observations.members(),
                forecast.members());
        analysis.set(forecast);
        Verdict verdict = whitened.load(observations);
        if (verdict == Verdict.NO_OBSERVATIONS) {
            for (int domain = 0; domain < places.domains(); domain++) {
                inflation.learn(domain, 0, 0, 0);
            }
        }
        if (verdict != Verdict.OK) {
            return verdict;
        }
        for (int domain = 0; domain < places.domains() && verdict == Verdict.OK; domain++) {
            selection.select(whitened, localization, places.x(domain), places.y(domain));
            learn(inflation, domain);
            verdict = correct(forecast, domain, inflation.factor(domain), random, analysis);
        }
        if (verdict == Verdict.OK) {
            selection.selectAll(whitened);
            verdict = correct(forecast, places.domains(), 1, random, analysis);
        }
        if (verdict == Verdict.OK && !analysis.isFinite()) {
            verdict = Verdict.NOT_FINITE;
        }
        if (verdict != Verdict.OK) {
            analysis.set(forecast);
        }
        return verdict;
    }

    /** Learns from the sums over the selected observations. */
    private void learn(DomainInflation inflation, int domain) {
        double weights = 0;
        double innovations = 0;
        double spread = 0;
        for (int k = 0; k < selection.count(); k++) {
            double weight = selection.weight(k);
            double innovation = whitened.innovation(selection.index(k));
            weights += weight;
            innovations += weight * innovation * innovation;
            spread += weight * whitened.varianceRatio(selection.index(k));
        }
        inflation.learn(domain, weights, innovations, spread);
    }

    /**
     * Inflating the anomalies by √λ leaves T unchanged if each error variance is divided by λ instead, and so does the mean's
     * increment; what remains is to scale the analysis anomalies. So nothing that domains share has to be inflated anew.
     */
    private Verdict correct(
            Ensemble forecast, int domain, double factor, RandomStreams.Stream random, Ensemble analysis) {
        boolean global = domain == places.domains();
        int rows = global ? places.globalRows() : places.rows(domain);
        if (selection.count() == 0 || rows == 0) {
            return Verdict.OK;
        }
        selection.multiplyWeights(factor);
        if (!update.factor(whitened, selection, random)) {
            return Verdict.EIGEN_FAILED;
        }
        for (int i = 0; i < rows; i++) {
            int row = global ? places.globalRow(i) : places.row(domain, i);
            update.transform(forecast.values(), analysis.values(), row * forecast.members());
            if (factor != 1) {
                Rows.scaleAnomalies(analysis, row, Math.sqrt(factor));
            }
        }
        return Verdict.OK;
    }
}
