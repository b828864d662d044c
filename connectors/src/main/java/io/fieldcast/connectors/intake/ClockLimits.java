package io.fieldcast.connectors.intake;

import io.fieldcast.domain.Check;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a record's time may be off before it is refused. Immutable.
 *
 * @param maxSkew how far a time may be ahead of the wall clock
 * @param maxLeap how far a time may be from the latest trusted one of its partition and field
 * @param leapByField {@code maxLeap} of the fields that differ
 * @param quorum how many stations must agree on a time beyond {@code maxLeap} for the stream to go there; a field with fewer
 *     stations needs them all
 * @param patience how many records in a row, with different times, stand in for the quorum where a partition holds too few
 *     stations to ever reach it
 */
public record ClockLimits(
        Duration maxSkew, Duration maxLeap, Map<String, Duration> leapByField, int quorum, int patience)
        implements Serializable {
    /** Far above any gap in any record of measurements, and far below where milliseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(365L * 10_000);

    /** Times may be five minutes ahead of the wall clock and 30 days from the stream. */
    public static final ClockLimits DEFAULT =
            new ClockLimits(Duration.ofMinutes(5), Duration.ofDays(30), Map.of(), 3, 8);

    public ClockLimits {
        leapByField = Map.copyOf(leapByField);
        check("maxSkew", maxSkew);
        check("maxLeap", maxLeap);
        leapByField.forEach((field, leap) -> check("maxLeap of " + field, leap));
        Check.that(quorum >= 1, "quorum must be at least 1, got %d", quorum);
        Check.that(patience >= 1, "patience must be at least 1, got %d", patience);
    }

    /** These limits with another {@code maxLeap} for all fields. */
    public ClockLimits withMaxLeap(Duration leap) {
        return new ClockLimits(maxSkew, leap, leapByField, quorum, patience);
    }

    /** These limits with another {@code maxLeap} for one field. */
    public ClockLimits withMaxLeap(String field, Duration leap) {
        Map<String, Duration> leaps = new HashMap<>(leapByField);
        leaps.put(field, leap);
        return new ClockLimits(maxSkew, maxLeap, leaps, quorum, patience);
    }

    Duration leapOf(String field) {
        return leapByField.getOrDefault(field, maxLeap);
    }

    private static void check(String name, Duration duration) {
        Check.that(
                duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(LONGEST) <= 0,
                "%s must be above 0 and at most %s, got %s",
                name,
                LONGEST,
                duration);
    }
}
