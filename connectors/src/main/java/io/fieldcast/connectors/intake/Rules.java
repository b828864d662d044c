package io.fieldcast.connectors.intake;

import java.io.Serializable;
import java.util.Map;

/**
 * What a record is checked against. Immutable.
 *
 * @param networks the known fields and their stations
 * @param units unit of each field's values; a field that is missing takes values of any
 * @param defaultField field of records that name none; empty if they must
 * @param limits how far clocks may be off
 * @param wallClock what time it is outside
 */
public record Rules(
        Networks networks, Map<String, String> units, String defaultField, ClockLimits limits, WallClock wallClock)
        implements Serializable {
    public Rules {
        units = Map.copyOf(units);
    }

    /** Records must name their field; default limits, the machine's clock. */
    public static Rules of(Networks networks) {
        return new Rules(networks, Map.of(), "", ClockLimits.DEFAULT, WallClock.SYSTEM);
    }

    public Rules withUnits(Map<String, String> unitsByField) {
        return new Rules(networks, unitsByField, defaultField, limits, wallClock);
    }

    public Rules withDefaultField(String field) {
        return new Rules(networks, units, field, limits, wallClock);
    }

    public Rules withLimits(ClockLimits newLimits) {
        return new Rules(networks, units, defaultField, newLimits, wallClock);
    }

    public Rules withWallClock(WallClock clock) {
        return new Rules(networks, units, defaultField, limits, clock);
    }
}
