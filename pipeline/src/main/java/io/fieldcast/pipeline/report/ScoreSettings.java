package io.fieldcast.pipeline.report;

import io.fieldcast.domain.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Which forecasts count and on what scale. Immutable.
 *
 * @param from first valid time that is scored
 * @param to first valid time that is not scored any more
 * @param excludedStations shown in the report, never scored
 * @param excludedDays days of the year (UTC) that are not scored, such as 29 February
 * @param scale rising function from the field's unit to the scoring scale, such as {@code v -> sqrt(0.514444 * v)}
 * @param daily whether the climatology has a daily cycle: true when a station reports more than once a day
 * @param slack how far records may lag behind the newest of their kind before they are dropped
 */
public record ScoreSettings(
        Instant from,
        Instant to,
        Set<String> excludedStations,
        Set<MonthDay> excludedDays,
        DoubleUnaryOperator scale,
        boolean daily,
        Duration slack) {
    public ScoreSettings {
        Check.that(from.isBefore(to), "score window starts at %s, expected before its end %s", from, to);
        Check.that(!slack.isNegative(), "slack must not be negative, got %s", slack);
        excludedStations = Set.copyOf(excludedStations);
        excludedDays = Set.copyOf(excludedDays);
    }

    /** Everything counts, in the field's own unit. */
    public static ScoreSettings everything(boolean daily) {
        return new ScoreSettings(
                Instant.MIN,
                Instant.MAX,
                Set.of(),
                Set.of(),
                DoubleUnaryOperator.identity(),
                daily,
                Duration.ofDays(1));
    }

    public ScoreSettings window(Instant newFrom, Instant newTo) {
        return new ScoreSettings(newFrom, newTo, excludedStations, excludedDays, scale, daily, slack);
    }

    public ScoreSettings without(Set<String> stations, Set<MonthDay> days) {
        return new ScoreSettings(from, to, stations, days, scale, daily, slack);
    }

    public ScoreSettings on(DoubleUnaryOperator newScale) {
        return new ScoreSettings(from, to, excludedStations, excludedDays, newScale, daily, slack);
    }

    public ScoreSettings patientFor(Duration newSlack) {
        return new ScoreSettings(from, to, excludedStations, excludedDays, scale, daily, newSlack);
    }

    boolean counts(String station, Instant validAt) {
        return !validAt.isBefore(from)
                && validAt.isBefore(to)
                && !excludedStations.contains(station)
                && !excludedDays.contains(MonthDay.from(validAt.atOffset(ZoneOffset.UTC)));
    }
}
