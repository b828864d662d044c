package io.fieldcast.forecasting;

import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.geometry.Network;
import io.fieldcast.verification.Crps;
import java.util.Arrays;

/**
 * From what the ensemble says at a station to what is issued: the dynamical forecast is combined with a regression on the
 * neighbours' latest values and with the station's own latest anomaly, and its spread is calibrated. All of it is learned from
 * how earlier forecasts fared when their observation arrived. Works on the standardised scale of the time of issue. Owns working
 * memory, hence confined to one thread.
 */
final class Postprocessing {
    private static final double REGRESSION_PRIOR = 0.01;
    private static final double REGRESSION_MEMORY = 10_000;
    private static final double WEIGHT_PRIOR = 0.01;

    /** Variance that no candidate explains, on the standardised scale. */
    private static final double UNEXPLAINED = 0.6;

    /** An anomaly counts up to so many standard deviations: a broken sensor must not spoil what was learned. */
    private static final double LARGEST = 8;

    private static final double SCORE_MEMORY = 5_000;

    private static final int ENSEMBLE = 0;

    private final int[] steps;
    private final int stations;
    private final int candidates;
    private final int lower;
    private final int upper;
    private final History history;
    private final PendingForecasts pending;
    private final RecursiveRegression regression;
    private final RecursiveRegression combination;
    private final Calibration calibration;
    private final RunningScores scores = new RunningScores(SCORE_MEMORY);
    private final int[] verified;
    private final double[] errors;
    private final double[] features;
    private final double[] values;
    private final boolean regressing;

    Postprocessing(FieldSettings settings) {
        Network network = settings.network();
        this.stations = network.stations().size();
        this.steps = settings.leads().stream()
                .mapToInt(lead -> (int) (lead.toMillis() / settings.step().toMillis()))
                .toArray();
        this.verified = new int[steps.length];
        this.errors = new double[steps.length];
        FieldSettings.Combination wanted = settings.combination();
        this.history = new History(network, wanted.neighbours(), wanted.lags(), steps[steps.length - 1]);
        this.regressing = history.features() > 0;
        double[] start = regressing ? new double[] {0.5, 0, 0.5} : new double[] {1, 0};
        this.candidates = start.length;
        this.features = new double[Math.max(1, history.features())];
        this.values = new double[candidates];
        this.regression = RecursiveRegression.of(
                new double[history.features()], REGRESSION_PRIOR, UNEXPLAINED, REGRESSION_MEMORY);
        this.combination = RecursiveRegression.of(start, WEIGHT_PRIOR, UNEXPLAINED, wanted.memory());
        double[] levels =
                settings.levels().stream().mapToDouble(Double::doubleValue).toArray();
        this.lower = nearest(levels, 0.05);
        this.upper = nearest(levels, 0.95);
        this.calibration = new Calibration(
                levels, settings.calibration().memory(), settings.calibration().rate());
        this.pending = new PendingForecasts(steps, stations, candidates);
    }

    private static int nearest(double[] levels, double wanted) {
        int best = 0;
        for (int i = 1; i < levels.length; i++) {
            if (Math.abs(levels[i] - wanted) < Math.abs(levels[best] - wanted)) {
                best = i;
            }
        }
        return best;
    }

    Table start(Part part) {
        int rows = steps.length * stations;
        return switch (part) {
            case HISTORY -> history.start();
            case WEIGHTS -> combination.weights(rows);
            case WEIGHT_COVARIANCE -> combination.covariances(rows);
            case NEIGHBOURS -> regression.weights(rows);
            case NEIGHBOUR_COVARIANCE -> regression.covariances(rows);
            case RATIOS -> calibration.ratios(rows);
            case QUANTILES -> calibration.quantiles(steps.length);
            case PENDING -> pending.start();
            case SCORES -> scores.start(steps.length);
            default -> throw new IllegalArgumentException("postprocessing has no part " + part);
        };
    }

    int leads() {
        return steps.length;
    }

    int steps(int lead) {
        return steps[lead];
    }

    RunningScores scores() {
        return scores;
    }

    /** Forecasts of a lead that met their observation in this cycle. */
    int verified(int lead) {
        return verified[lead];
    }

    /** Mean of forecast minus observed over them, in units of each station's standard deviation. */
    double bias(int lead) {
        return -errors[lead] / verified[lead];
    }

    /** A new cycle begins: no station has been observed in it yet. */
    void open(ForecastState state) {
        Arrays.fill(verified, 0);
        Arrays.fill(errors, 0);
        history.open(state.part(Part.HISTORY), state.cycle());
    }

    /** Notes a station's anomaly of a cycle, on the standardised scale of now; what is too old for the history is not noted. */
    void observe(ForecastState state, int station, long cycle, double anomaly) {
        if (history.reaches(cycle, state.cycle())) {
            history.set(state.part(Part.HISTORY), station, cycle, bounded(anomaly));
        }
    }

    /** Forecasts that were waiting for {@code value}, a transformed value at {@code station} now, meet it; all learn from it. */
    void verify(ForecastState state, int station, double value, boolean learning) {
        Table waiting = state.part(Part.PENDING);
        for (int lead = 0; lead < steps.length; lead++) {
            int row = pending.row(lead, state.cycle()) + station;
            if (waiting.get(row, PendingForecasts.WAITING) == 0) {
                continue;
            }
            double target = bounded(
                    (value - waiting.get(row, PendingForecasts.MEAN)) / waiting.get(row, PendingForecasts.SCALE));
            double error = target - waiting.get(row, PendingForecasts.COMBINED);
            double sd = waiting.get(row, PendingForecasts.SD);
            Table quantiles = state.part(Part.QUANTILES);
            boolean inside = error >= sd * quantiles.get(lead, lower) && error <= sd * quantiles.get(lead, upper);
            double own = history.get(state.part(Part.HISTORY), station, state.cycle() - steps[lead]);
            double crps = waiting.get(row, PendingForecasts.SCALE) * Crps.gaussian(0, sd, error);
            verified[lead]++;
            errors[lead] += error;
            scores.add(state.part(Part.SCORES), lead, error, target - own, inside, crps);
            if (learning) {
                learn(state, lead, station, row, target, error, sd);
            }
        }
    }

    private static double bounded(double anomaly) {
        return Math.max(-LARGEST, Math.min(LARGEST, anomaly));
    }

    private void learn(ForecastState state, int lead, int station, int row, double target, double error, double sd) {
        Table waiting = state.part(Part.PENDING);
        int own = lead * stations + station;
        if (regressing) {
            history.features(state.part(Part.HISTORY), station, state.cycle() - steps[lead], features);
            regression.learn(
                    state.part(Part.NEIGHBOURS), state.part(Part.NEIGHBOUR_COVARIANCE), own, features, 0, target);
        }
        combination.learn(
                state.part(Part.WEIGHTS),
                state.part(Part.WEIGHT_COVARIANCE),
                own,
                waiting.values(),
                pending.offset(row) + PendingForecasts.CANDIDATES,
                target);
        calibration.learn(
                state.part(Part.RATIOS),
                own,
                state.part(Part.QUANTILES),
                lead,
                error,
                waiting.get(row, PendingForecasts.VARIANCE),
                sd);
    }

    /** Empties the slots of this cycle, so that {@link #issue} may fill them. */
    void close(ForecastState state) {
        for (int lead = 0; lead < steps.length; lead++) {
            pending.clear(state.part(Part.PENDING), lead, state.cycle());
        }
    }

    /**
     * The combined forecast at a station, which from now on waits for its observation.
     *
     * @param ensembleMean what the ensemble expects, standardised
     * @param variance what it expects of the error, standardised
     * @param mean usual value when the forecast is valid
     * @param scale standard deviation of the station now
     * @return the combined forecast, standardised
     */
    double issue(
            ForecastState state,
            int lead,
            int station,
            double ensembleMean,
            double variance,
            double mean,
            double scale) {
        int own = lead * stations + station;
        values[ENSEMBLE] = ensembleMean;
        values[1] = history.get(state.part(Part.HISTORY), station, state.cycle());
        if (regressing) {
            history.features(state.part(Part.HISTORY), station, state.cycle(), features);
            values[2] = regression.predict(state.part(Part.NEIGHBOURS), own, features, 0);
        }
        double combined = combination.predict(state.part(Part.WEIGHTS), own, values, 0);
        Table waiting = state.part(Part.PENDING);
        int row = pending.row(lead, state.cycle()) + station;
        waiting.set(row, PendingForecasts.WAITING, 1);
        waiting.set(row, PendingForecasts.MEAN, mean);
        waiting.set(row, PendingForecasts.SCALE, scale);
        waiting.set(row, PendingForecasts.VARIANCE, variance);
        waiting.set(row, PendingForecasts.SD, sd(state, lead, station, variance));
        waiting.set(row, PendingForecasts.COMBINED, combined);
        System.arraycopy(values, 0, waiting.values(), pending.offset(row) + PendingForecasts.CANDIDATES, candidates);
        return combined;
    }

    /** Calibrated standard deviation at a station, standardised. */
    double sd(ForecastState state, int lead, int station, double variance) {
        return calibration.sd(state.part(Part.RATIOS), lead * stations + station, variance);
    }

    /** Writes the quantiles of a forecast, standardised. */
    void quantiles(ForecastState state, int lead, double mean, double sd, double[] target) {
        calibration.write(state.part(Part.QUANTILES), lead, mean, sd, target);
    }
}
