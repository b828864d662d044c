package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;

/**
 * Keeps the standard deviation of chosen rows, usually parameters, at or above a floor: {@code A ← A · max(1, floor / sd)}.
 * Parameters have no dynamics that would grow their spread back, so without it they stop learning. A row whose members agree
 * exactly has no direction to grow in and stays. Immutable.
 *
 * @see <a href="https://doi.org/10.1029/2006GL026186">Aksoy, Zhang and Nielsen-Gammon (2006)</a>
 */
public final class SpreadFloor {
    private final int from;
    private final double[] floors;

    /**
     * @param from first row
     * @param floors least standard deviation of row {@code from}, {@code from + 1}, …; 0 means no floor
     */
    public SpreadFloor(int from, double... floors) {
        for (double floor : floors) {
            Check.that(floor >= 0, "spread floor must be at least 0, got %s", floor);
        }
        this.from = from;
        this.floors = floors.clone();
    }

    /** No row has a floor. */
    public static SpreadFloor none() {
        return new SpreadFloor(0);
    }

    /** Whether this looks after the spread of a row, be its floor 0. */
    public boolean covers(int row) {
        return row >= from && row < from + floors.length;
    }

    /** Widens the rows that have become too narrow. */
    public void apply(Ensemble ensemble) {
        for (int i = 0; i < floors.length; i++) {
            double deviation = Math.sqrt(ensemble.variance(from + i));
            if (deviation > 0 && deviation < floors[i]) {
                Rows.scaleAnomalies(ensemble, from + i, floors[i] / deviation);
            }
        }
    }
}
