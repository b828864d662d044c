package io.fieldcast.pipeline.report;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.verification.QuantileDistribution;
import io.fieldcast.verification.Score;
import io.fieldcast.verification.ScoreBoard;
import io.fieldcast.verification.ScoreBoard.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lets the forecasts of one field meet the observations that verify them, and books the scores. Confined to one thread.
 *
 * <p>Forecasts and observations may come in any order relative to each other, repeats are ignored. Times are worked off in
 * order once both kinds have passed them by the settings' slack: verify what falls due, let the references learn, then issue the
 * references of the new forecasts. So a reference never knows more than the forecast it is compared with, and what was
 * matched is dropped.
 *
 * <p>The point forecast on the scoring scale is the mean of the distribution <em>on that scale</em>: every quantile goes through the
 * scale's function, then {@link QuantileDistribution#mean} integrates over the levels. That mean minimises the squared error
 * and is exact where the scale makes the forecast normal; the function of {@link Forecast#mean} would be biased.
 */
public final class ScoreCollector {
    /** Rows of forecast series kept over all stations and lead times; about 40 bytes each in the page. */
    private static final int SERIES_ROWS = 60_000;

    private record ForecastKey(String station, Instant issuedAt, Duration lead) {}

    private record Pending(Forecast forecast, Map<Reference, StationReferences.Normal> references) {}

    private static final class Slot {
        final Map<String, Double> observed = new TreeMap<>();
        final Map<ForecastKey, Forecast> issued = new HashMap<>();
        final Map<ForecastKey, Pending> due = new HashMap<>();
    }

    private final List<Station> network;
    private final ScoreSettings settings;
    private final TreeMap<Instant, Slot> slots = new TreeMap<>();
    private final Map<String, StationReferences> references = new HashMap<>();
    private final ScoreBoard board = new ScoreBoard();
    private final TreeMap<Duration, PitHistogram> pits = new TreeMap<>();
    private final Map<String, SortedMap<Duration, ForecastSeries>> series = new HashMap<>();
    private final Map<String, StationAnalysis> analyses = new HashMap<>();
    private final DiagnosticsTrace diagnostics = new DiagnosticsTrace();
    private final int seriesLength;
    private final double[] bands = new double[ForecastSeries.BANDS.length];
    private Optional<QuantileDistribution> distribution = Optional.empty();
    private double[] levels = new double[0];
    private double[] quantiles = new double[0];
    private double[] scaled = new double[0];
    private Instant newestObservation = Instant.MIN;
    private Instant newestForecast = Instant.MIN;
    private Instant workedOff = Instant.MIN;
    private long dropped;

    /** @param network stations and virtual sensors, with their positions */
    public ScoreCollector(List<Station> network, ScoreSettings settings) {
        this.network = List.copyOf(network);
        this.settings = settings;
        this.seriesLength = Math.max(40, Math.min(730, SERIES_ROWS / 4 / Math.max(1, network.size())));
    }

    /** Takes an observation that verifies forecasts; leave out those that quality control turned away. */
    public void add(Observation observation) {
        if (!observation.time().isAfter(workedOff)) {
            dropped++;
            return;
        }
        slot(observation.time()).observed.putIfAbsent(observation.station(), observation.value());
        if (observation.time().isAfter(newestObservation)) {
            newestObservation = observation.time();
            workOff();
        }
    }

    public void add(Forecast forecast) {
        Check.that(!forecast.lead().isNegative() && !forecast.lead().isZero(), "lead must be above 0: %s", forecast);
        if (!forecast.issuedAt().isAfter(workedOff)) {
            dropped++;
            return;
        }
        ForecastKey key = new ForecastKey(forecast.station(), forecast.issuedAt(), forecast.lead());
        slot(forecast.issuedAt()).issued.putIfAbsent(key, forecast);
        if (forecast.issuedAt().isAfter(newestForecast)) {
            newestForecast = forecast.issuedAt();
            workOff();
        }
    }

    /** Takes the newest analysis at a place, for the map. */
    public void add(StationAnalysis analysis) {
        analyses.merge(analysis.station(), analysis, (a, b) -> b.time().isBefore(a.time()) ? a : b);
    }

    public void add(Diagnostics cycle) {
        diagnostics.add(cycle);
    }

    /** Works off everything that has come, to be called when no more will. */
    public void finish() {
        while (!slots.isEmpty()) {
            process();
        }
    }

    /** Records that came later than the slack allows, and so were not used. */
    public long dropped() {
        return dropped;
    }

    /** Forecasts and observations waiting for each other. */
    public int waiting() {
        int sum = 0;
        for (Slot slot : slots.values()) {
            sum += slot.observed.size() + slot.issued.size() + slot.due.size();
        }
        return sum;
    }

    /** The scores so far; goes on changing as long as this collector is fed. */
    public ScoreBoard board() {
        return board;
    }

    /** One line for each lead time, rising. */
    public List<LeadScore> scores() {
        return board.leads().stream().map(lead -> LeadScore.of(board, lead)).toList();
    }

    /** Everything the page shows, as it is now. */
    public ReportData report(ReportFacts facts) {
        return new ReportData(facts, network, settings, board, pits, series, analyses, diagnostics, scores());
    }

    private Slot slot(Instant time) {
        return slots.computeIfAbsent(time, key -> new Slot());
    }

    private void workOff() {
        Instant newest = newestObservation.isBefore(newestForecast) ? newestObservation : newestForecast;
        if (newest.equals(Instant.MIN)) {
            return;
        }
        Instant until = newest.minus(settings.slack());
        while (!slots.isEmpty() && !slots.firstKey().isAfter(until)) {
            process();
        }
    }

    private void process() {
        Map.Entry<Instant, Slot> first = slots.firstEntry();
        slots.remove(first.getKey());
        workedOff = first.getKey();
        Slot slot = first.getValue();
        slot.due.values().forEach(pending -> verify(pending, slot.observed));
        slot.observed.forEach((station, value) -> {
            double observed = settings.scale().applyAsDouble(value);
            if (Double.isFinite(observed)) {
                references(station).learn(first.getKey(), observed);
            }
        });
        slot.issued.forEach((key, forecast) -> slot(forecast.validAt())
                .due
                .put(key, new Pending(forecast, references(key.station).issue(key.lead, forecast.validAt()))));
    }

    private StationReferences references(String station) {
        return references.computeIfAbsent(station, key -> new StationReferences(settings.daily()));
    }

    private void verify(Pending pending, Map<String, Double> observations) {
        Forecast forecast = pending.forecast;
        QuantileDistribution law = read(forecast);
        double value = observations.getOrDefault(forecast.station(), Double.NaN);
        for (int b = 0; b < bands.length; b++) {
            bands[b] = law.quantile(quantiles, ForecastSeries.BANDS[b]);
        }
        series.computeIfAbsent(forecast.station(), key -> new TreeMap<>())
                .computeIfAbsent(forecast.lead(), key -> new ForecastSeries(seriesLength))
                .add(forecast.validAt().getEpochSecond(), value, bands);
        double observed = settings.scale().applyAsDouble(value);
        if (!Double.isFinite(observed)) {
            return;
        }
        StationReferences.Normal persistence = pending.references.get(Reference.PERSISTENCE);
        if (persistence != null) {
            references(forecast.station()).verified(forecast.lead(), persistence, observed);
        }
        if (settings.counts(forecast.station(), forecast.validAt())) {
            book(pending, law, observed);
        }
    }

    private void book(Pending pending, QuantileDistribution law, double observed) {
        Score score = new Score();
        score.add(
                law.mean(scaled),
                observed,
                law.crps(scaled, observed),
                observed >= law.quantile(scaled, 0.25) && observed <= law.quantile(scaled, 0.75),
                observed >= law.quantile(scaled, 0.05) && observed <= law.quantile(scaled, 0.95));
        Map<Reference, Score> others = new EnumMap<>(Reference.class);
        pending.references.forEach((reference, normal) -> others.put(reference, normal.score(observed)));
        board.add(pending.forecast.lead(), pending.forecast.station(), score, others);
        pits.computeIfAbsent(pending.forecast.lead(), key -> new PitHistogram()).add(law.probability(scaled, observed));
    }

    /** Copies the forecast's quantiles, as they are and on the scoring scale. */
    private QuantileDistribution read(Forecast forecast) {
        double[] theirs = new double[forecast.levels()];
        Arrays.setAll(theirs, forecast::level);
        QuantileDistribution law = distribution.orElseGet(() -> new QuantileDistribution(theirs));
        if (distribution.isEmpty()) {
            distribution = Optional.of(law);
            levels = theirs;
            quantiles = new double[theirs.length];
            scaled = new double[theirs.length];
        }
        Check.that(Arrays.equals(theirs, levels), "quantile levels changed in the middle of the run: %s", forecast);
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = forecast.quantile(i);
            scaled[i] = settings.scale().applyAsDouble(quantiles[i]);
        }
        return law;
    }
}
