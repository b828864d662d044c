package io.fieldcast.forecasting;

import java.util.Arrays;

/**
 * Where issued forecasts wait for the observation that verifies them: for each lead a ring of as many slots as it has steps. Row
 * layout of one waiting forecast, by column: whether there is one, what is needed to take the observation to the standardised scale
 * of the time of issue, what was expected and issued, and the candidates it was made of. Immutable.
 */
final class PendingForecasts {
    static final int WAITING = 0;
    static final int MEAN = 1;
    static final int SCALE = 2;
    static final int VARIANCE = 3;
    static final int SD = 4;
    static final int COMBINED = 5;
    /** The candidates from here on. */
    static final int CANDIDATES = 6;

    private final int[] steps;
    private final int stations;
    private final int columns;
    private final int[] firstSlot;
    private final int slots;

    /**
     * @param steps lead of each forecast, in cycles
     * @param extra columns beyond {@link #CANDIDATES}
     */
    PendingForecasts(int[] steps, int stations, int extra) {
        this.steps = steps.clone();
        this.stations = stations;
        this.columns = CANDIDATES + extra;
        this.firstSlot = new int[steps.length];
        int slot = 0;
        for (int lead = 0; lead < steps.length; lead++) {
            firstSlot[lead] = slot;
            slot += steps[lead];
        }
        this.slots = slot;
    }

    Table start() {
        return new Table(slots * stations, columns);
    }

    /**
     * First row of the slot that belongs to {@code cycle}: before the cycle predicts, it holds the forecasts valid now; after that,
     * those issued now. One row for each station.
     */
    int row(int lead, long cycle) {
        return (firstSlot[lead] + (int) Math.floorMod(cycle, (long) steps[lead])) * stations;
    }

    /** Empties a slot. */
    void clear(Table pending, int lead, long cycle) {
        int from = row(lead, cycle) * columns;
        Arrays.fill(pending.values(), from, from + stations * columns, 0);
    }

    /** Index of the first value of a row in the table's array. */
    int offset(int row) {
        return row * columns;
    }
}
