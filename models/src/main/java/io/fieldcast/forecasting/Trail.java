package io.fieldcast.forecasting;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.observation.ObservationOperator;

/**
 * What each member held for true at the stations at the latest cycles. These are rows of the ensemble, so every later analysis
 * corrects them by their covariance with what it sees: the trail is a fixed-lag smoother, and an observation of a moment that has
 * passed meets what the members expected of that moment, not of now. Between two cycles the members are interpolated in time.
 * Immutable.
 *
 * @see <a href="https://doi.org/10.1111/j.1600-0870.2009.00417.x">Sakov, Evensen and Bertino (2010)</a>
 */
final class Trail {
    private final int stations;
    private final int slots;

    /** @param kept cycles back, at most, that an observation may belong to; 0 for those of the running cycle only */
    Trail(int stations, int kept) {
        this.stations = stations;
        this.slots = kept + 1;
    }

    /** Cycles back to the oldest one kept, seen from one that is not yet recorded. */
    int length() {
        return slots;
    }

    int rows() {
        return slots * stations;
    }

    /** Notes the present ensemble as that of {@code cycle}, the oldest one's place being taken. */
    void record(Ensemble ensemble, Block rows, ObservationOperator operator, long cycle) {
        int members = ensemble.members();
        for (int station = 0; station < stations; station++) {
            operator.predict(ensemble, station, ensemble.values(), row(rows, cycle, station) * members);
        }
    }

    /** Fills every slot with the present ensemble, for a start from nothing. */
    void fill(Ensemble ensemble, Block rows, ObservationOperator operator) {
        for (int slot = 0; slot < slots; slot++) {
            record(ensemble, rows, operator, slot);
        }
    }

    /**
     * Writes what the members expect at a station at a moment between two cycles.
     *
     * @param now the cycle that the ensemble stands at, not yet recorded
     * @param cycle {@code now} or one of those kept
     * @param share how far the moment lies on the way from the cycle before to {@code cycle}, above 0 and at most 1
     * @param target receives one value for each member in {@code target[at..at+members)}
     */
    void predict(
            Ensemble ensemble,
            Block rows,
            ObservationOperator operator,
            int station,
            long now,
            long cycle,
            double share,
            double[] target,
            int at) {
        int members = ensemble.members();
        if (cycle == now) {
            operator.predict(ensemble, station, target, at);
        } else {
            System.arraycopy(ensemble.values(), row(rows, cycle, station) * members, target, at, members);
        }
        if (share < 1) {
            for (int i = at; i < at + members; i++) {
                target[i] *= share;
            }
            DenseKernels.addScaled(
                    1 - share, ensemble.values(), row(rows, cycle - 1, station) * members, target, at, members);
        }
    }

    private int row(Block rows, long cycle, int station) {
        return rows.from() + (int) Math.floorMod(cycle, (long) slots) * stations + station;
    }
}
