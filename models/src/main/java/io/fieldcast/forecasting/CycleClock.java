package io.fieldcast.forecasting;

import java.time.Instant;

/**
 * Cycles are counted in steps from the epoch; a cycle takes in what was observed after the cycle before it. Immutable.
 *
 * @param stepMillis time from one cycle to the next, above 0
 */
record CycleClock(long stepMillis) {
    /** The first cycle whose time is not before {@code time}. */
    long cycleOf(Instant time) {
        return -Math.floorDiv(-time.toEpochMilli(), stepMillis);
    }

    Instant timeOf(long cycle) {
        return Instant.ofEpochMilli(cycle * stepMillis);
    }

    /** How far {@code time} lies on the way from the cycle before its own to its own, above 0 and at most 1. */
    double share(Instant time) {
        return 1 - (double) Math.floorMod(-time.toEpochMilli(), stepMillis) / stepMillis;
    }
}
