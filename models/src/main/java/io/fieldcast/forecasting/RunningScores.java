package io.fieldcast.forecasting;

/**
 * How the forecasts of each lead have fared lately, as exponentially weighted means, for the meters and
 * the diagnostics topic. One row a lead. Immutable.
 */
final class RunningScores {
    private static final int COUNT = 0;
    private static final int SQUARE = 1;
    private static final int PERSISTENCE_SQUARE = 2;
    private static final int INSIDE_90 = 3;
    private static final int CRPS = 4;
    private static final int COLUMNS = 5;

    private final double memory;

    /** @param memory verified forecasts over which the means are taken */
    RunningScores(double memory) {
        this.memory = memory;
    }

    Table start(int leads) {
        return new Table(leads, COLUMNS);
    }

    void add(Table scores, int lead, double error, double persistenceError, boolean inside90, double crps) {
        double count = scores.get(lead, COUNT) + 1;
        double weight = Math.max(1 / memory, 1 / count);
        scores.set(lead, COUNT, count);
        move(scores, lead, SQUARE, error * error, weight);
        move(scores, lead, PERSISTENCE_SQUARE, persistenceError * persistenceError, weight);
        move(scores, lead, INSIDE_90, inside90 ? 1 : 0, weight);
        move(scores, lead, CRPS, crps, weight);
    }

    boolean any(Table scores, int lead) {
        return scores.get(lead, COUNT) > 0;
    }

    /** Root mean square error in units of each station's scale. */
    double rmse(Table scores, int lead) {
        return Math.sqrt(scores.get(lead, SQUARE));
    }

    /** One minus the ratio of the mean square error to that of persistence; above 0 is better than persistence. */
    double skill(Table scores, int lead) {
        double persistence = scores.get(lead, PERSISTENCE_SQUARE);
        return persistence > 0 ? 1 - scores.get(lead, SQUARE) / persistence : 0;
    }

    /** Share of observations inside the central 90 %. */
    double coverage90(Table scores, int lead) {
        return scores.get(lead, INSIDE_90);
    }

    /** Continuous ranked probability score of the calibrated normal forecast, in the field's transformed unit. */
    double crps(Table scores, int lead) {
        return scores.get(lead, CRPS);
    }

    private static void move(Table scores, int lead, int column, double value, double weight) {
        scores.add(lead, column, weight * (value - scores.get(lead, column)));
    }
}
