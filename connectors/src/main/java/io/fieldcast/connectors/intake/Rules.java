package io.fieldcast.connectors.intake;

import java.io.Serializable;

/**
 * What a record is checked against. Immutable.
 *
 * @param networks the known fields and their stations
 * @param defaultField field of records that name none; empty if they must
 * @param limits how far clocks may be off
 * @param wallClock what time it is outside
 */
public record Rules(Networks networks, String defaultField, ClockLimits limits, WallClock wallClock)
        implements Serializable {
    /** Records must name their field; default limits, the machine's clock. */
    public static Rules of(Networks networks) {
        return new Rules(networks, "", ClockLimits.DEFAULT, WallClock.SYSTEM);
    }

    public Rules withDefaultField(String field) {
        return new Rules(networks, field, limits, wallClock);
    }

    public Rules withLimits(ClockLimits newLimits) {
        return new Rules(networks, defaultField, newLimits, wallClock);
    }

    public Rules withWallClock(WallClock clock) {
        return new Rules(networks, defaultField, limits, clock);
    }
}
