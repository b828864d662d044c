package io.fieldcast.pipeline.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the live view shows at one moment. Immutable.
 *
 * @param title name of the field
 * @param unit unit of its values; may be empty
 * @param eventTime newest event time seen; {@link Instant#MIN} before the first
 * @param from event time at which the data begin
 * @param to event time at which they end; {@link Instant#MAX} for a live stream
 * @param elapsed wall time since the start
 * @param scores score card so far
 */
public record LiveSnapshot(
        String title,
        String unit,
        Instant eventTime,
        Instant from,
        Instant to,
        Duration elapsed,
        long cycles,
        long observations,
        long forecasts,
        long rejected,
        long late,
        long deadLetters,
        List<Row> stations,
        List<LeadScore> scores) {
    /**
     * One station.
     *
     * @param observed last measured value; NaN before the first
     * @param low lower end of the 90 % band forecast for the moment of that value, shortest lead; NaN without one
     * @param middle median of that forecast
     * @param high upper end of the band
     * @param recent last measured values, oldest first
     */
    public record Row(String station, double observed, double low, double middle, double high, List<Double> recent) {
        public Row {
            recent = List.copyOf(recent);
        }
    }

    public LiveSnapshot {
        stations = List.copyOf(stations);
        scores = List.copyOf(scores);
    }

    /** Share of the data's event time that is done, 0 to 1; NaN for a live stream. */
    public double progress() {
        if (to.equals(Instant.MAX) || !from.isBefore(to)) {
            return Double.NaN;
        }
        if (eventTime.isBefore(from)) {
            return 0;
        }
        double done = (double) Duration.between(from, eventTime).toMillis();
        return Math.min(1, done / Duration.between(from, to).toMillis());
    }
}
