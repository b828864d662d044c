package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.Arrays;

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
    /** What the filter without adaptive inflation reads and writes: ones. */
    private final double[] factorsOff;

    private final double[] learnedOff;

    private SquareRootFilter(RowPlaces places, Localization localization, SquareRoot squareRoot) {
        this.places = places;
        this.localization = localization;
        this.squareRoot = squareRoot;
        this.factorsOff = new double[places.domains() + (places.globalRows() > 0 ? 1 : 0)];
        this.learnedOff = new double[factorsOff.length];
        Arrays.fill(factorsOff, 1);
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
    public int domains() {
        return factorsOff.length;
    }

    @Override
    public Verdict analyse(Ensemble forecast, ObservationBatch observations, Ensemble analysis) {
        return analyse(forecast, observations, AdaptiveInflation.NONE, factorsOff, analysis, learnedOff);
    }

    @Override
    public Verdict analyse(
            Ensemble forecast,
            ObservationBatch observations,
            AdaptiveInflation inflation,
            double[] factors,
            Ensemble analysis,
            double[] learned) {
        Check.that(forecast != analysis, "analysis must be another ensemble than the forecast");
        Check.that(factors != learned, "learned must be another array than the factors");
        Check.length("factors", factors, domains());
        Check.length("learned", learned, domains());
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
            for (int domain = 0; domain < learned.length; domain++) {
                learned[domain] = inflation.next(factors[domain], 0, 0, 0);
            }
        }
        if (verdict != Verdict.OK) {
            return verdict;
        }
        for (int domain = 0; domain < learned.length && verdict == Verdict.OK; domain++) {
            if (domain == places.domains()) {
                selection.selectAll(whitened);
            } else {
                selection.select(whitened, localization, places.x(domain), places.y(domain));
            }
            learned[domain] = next(inflation, factors[domain]);
            verdict = correct(forecast, domain, factors[domain], analysis);
        }
        if (verdict == Verdict.OK && !analysis.isFinite()) {
            verdict = Verdict.NOT_FINITE;
        }
        if (verdict != Verdict.OK) {
            analysis.set(forecast);
        }
        return verdict;
    }

    /** The sums over the selected observations that {@code inflation} learns from. */
    private double next(AdaptiveInflation inflation, double factor) {
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
        return inflation.next(factor, weights, innovations, spread);
    }

    /**
     * Inflating the anomalies by √λ leaves T unchanged if each error variance is divided by λ instead, and so does the mean's
     * increment; what remains is to scale the analysis anomalies. So nothing that domains share has to be inflated anew.
     */
    private Verdict correct(Ensemble forecast, int domain, double factor, Ensemble analysis) {
        boolean global = domain == places.domains();
        int rows = global ? places.globalRows() : places.rows(domain);
        if (selection.count() == 0 || rows == 0) {
            return Verdict.OK;
        }
        selection.multiplyWeights(factor);
        if (!squareRoot.factor(whitened, selection)) {
            return Verdict.EIGEN_FAILED;
        }
        for (int i = 0; i < rows; i++) {
            int row = global ? places.globalRow(i) : places.row(domain, i);
            squareRoot.transform(forecast.values(), analysis.values(), row * forecast.members());
            if (factor != 1) {
                Rows.scaleAnomalies(analysis, row, Math.sqrt(factor));
            }
        }
        return Verdict.OK;
    }
}
