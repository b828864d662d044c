package io.fieldcast.pipeline.report;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what the live view shows from the records of one field, from any thread. Thread-safe. */
public final class LiveStatus {
    private static final int RECENT = 16;

    private static final class Place {
        final TreeMap<Instant, Band> bands = new TreeMap<>();
        final Deque<Double> recent = new ArrayDeque<>();
        Instant time = Instant.MIN;
        double observed = Double.NaN;
        Band band = Band.NONE;
    }

    private record Band(double low, double middle, double high) {
        static final Band NONE = new Band(Double.NaN, Double.NaN, Double.NaN);
    }

    private final String title;
    private final String unit;
    private final Instant from;
    private final Instant to;
    private final TreeMap<String, Place> places = new TreeMap<>();
    private final Map<String, Duration> shortest = new HashMap<>();
    private Instant eventTime = Instant.MIN;
    private Instant cycle = Instant.MIN;
    private List<LeadScore> scores = List.of();
    private long cycles;
    private long observations;
    private long forecasts;
    private long rejected;
    private long late;
    private long deadLetters;

    /** @param to where the data end; {@link Instant#MAX} for a live stream */
    public LiveStatus(String title, String unit, Instant from, Instant to) {
        this.title = title;
        this.unit = unit;
        this.from = from;
        this.to = to;
    }

    public synchronized void add(Observation observation) {
        observations++;
        Place place = places.computeIfAbsent(observation.station(), key -> new Place());
        if (!observation.time().isAfter(place.time)) {
            return;
        }
        place.time = observation.time();
        place.observed = observation.value();
        place.recent.addLast(observation.value());
        if (place.recent.size() > RECENT) {
            place.recent.removeFirst();
        }
        match(place);
        if (observation.time().isAfter(eventTime)) {
            eventTime = observation.time();
        }
    }

    public synchronized void add(Forecast forecast) {
        forecasts++;
        if (forecast.issuedAt().isAfter(cycle)) {
            cycle = forecast.issuedAt();
            cycles++;
        }
        Duration least = shortest.merge(forecast.station(), forecast.lead(), (a, b) -> a.compareTo(b) < 0 ? a : b);
        Place place = places.computeIfAbsent(forecast.station(), key -> new Place());
        if (forecast.lead().equals(least)) {
            place.bands.put(forecast.validAt(), new Band(at(forecast, 0.05), at(forecast, 0.5), at(forecast, 0.95)));
            match(place);
        }
    }

    /** Counts a verdict; what was assimilated or evaluated is not counted as rejected. */
    public synchronized void add(Quality quality) {
        if (quality.code() == QcCode.LATE) {
            late++;
        } else if (quality.code() != QcCode.ASSIMILATED
                && quality.code() != QcCode.EVALUATED_ONLY
                && quality.code() != QcCode.DRIFT) {
            rejected++;
        }
    }

    public synchronized void deadLetter() {
        deadLetters++;
    }

    public synchronized void scores(List<LeadScore> newest) {
        scores = List.copyOf(newest);
    }

    /** @param elapsed wall time since the start, as the caller measures it */
    public synchronized LiveSnapshot snapshot(Duration elapsed) {
        List<LiveSnapshot.Row> rows = new ArrayList<>();
        places.forEach((station, place) -> rows.add(new LiveSnapshot.Row(
                station,
                place.observed,
                place.band.low,
                place.band.middle,
                place.band.high,
                new ArrayList<>(place.recent))));
        return new LiveSnapshot(
                title,
                unit,
                eventTime,
                from,
                to,
                elapsed,
                cycles,
                observations,
                forecasts,
                rejected,
                late,
                deadLetters,
                rows,
                scores);
    }

    /** Forecasts may come after the value that verifies them, or before; older ones are let go. */
    private static void match(Place place) {
        place.band = place.bands.getOrDefault(place.time, Band.NONE);
        if (Double.isNaN(place.observed) && !place.bands.isEmpty()) {
            // A place without a sensor shows what is expected there now.
            place.band = place.bands.lastEntry().getValue();
        }
        place.bands.keySet().removeIf(time -> time.isBefore(place.time));
        while (place.bands.size() > RECENT) {
            place.bands.remove(place.bands.keySet().iterator().next());
        }
    }

    private static double at(Forecast forecast, double level) {
        double[] levels = new double[forecast.levels()];
        Arrays.setAll(levels, forecast::level);
        int best = 0;
        for (int i = 1; i < levels.length; i++) {
            best = Math.abs(levels[i] - level) < Math.abs(levels[best] - level) ? i : best;
        }
        return forecast.quantile(best);
    }
}
