package io.fieldcast.pipeline.run;

import io.fieldcast.connectors.json.ForecastDigest;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Quality;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.report.HtmlReport;
import io.fieldcast.pipeline.report.LeadScore;
import io.fieldcast.pipeline.report.LiveStatus;
import io.fieldcast.pipeline.report.ReportFacts;
import io.fieldcast.pipeline.report.ScoreCollector;
import io.fieldcast.pipeline.report.ScoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes in the messages of a run, from whatever transport, and says how good the forecasts were: live, as scores, as a report.
 * Confined to one thread.
 */
public final class Verdicts {
    /** Topics are read beside each other, not in step: one may run ahead by as much as a checkpoint holds. */
    private static final int PATIENCE_STEPS = 5_000;

    private final FieldFile field;
    private final ScoreCollector collector;
    private final LiveStatus live;
    private final ForecastDigest digest = new ForecastDigest();
    private long cycles;
    private long letters;
    private Instant latest = Instant.MIN;

    public Verdicts(FieldFile field, History history) {
        this.field = field;
        FieldSettings settings = field.settings();
        FieldFile.Scoring scoring = field.scoring();
        Instant middle = history.from()
                .plus(Duration.between(history.from(), history.to()).dividedBy(2));
        ScoreSettings scores = ScoreSettings.everything(settings.step().compareTo(Duration.ofDays(1)) < 0)
                .window(scoring.from().orElse(middle), scoring.to().orElse(Instant.MAX))
                .without(
                        Set.of(),
                        scoring.skipDays().stream()
                                .map(day -> MonthDay.parse("--" + day))
                                .collect(Collectors.toSet()))
                .patientFor(settings.step().multipliedBy(PATIENCE_STEPS));
        this.collector = new ScoreCollector(
                settings.network().places(), scoring.transformed() ? scores.on(settings.transform()::forward) : scores);
        this.live = new LiveStatus(field.name(), field.unit(), history.from(), history.to());
    }

    /** Takes in one message. */
    public void add(Topic topic, byte[] message) {
        switch (topic) {
            case FORECASTS -> {
                digest.add(message);
                Forecast forecast = JsonReader.forecast(message);
                collector.add(forecast);
                live.add(forecast);
            }
            case QUALITY -> {
                Quality quality = JsonReader.quality(message);
                live.add(quality);
                if (isMeasurement(quality)) {
                    collector.add(quality.observation());
                    live.add(quality.observation());
                }
            }
            case ANALYSIS -> collector.add(JsonReader.analysis(message));
            case DIAGNOSTICS -> {
                var diagnostics = JsonReader.diagnostics(message);
                collector.add(diagnostics);
                latest = diagnostics.cycle().isAfter(latest) ? diagnostics.cycle() : latest;
                cycles++;
            }
            case DEAD_LETTERS -> {
                letters++;
                live.deadLetter();
            }
            case OBSERVATIONS, CONTROL, CHANGES -> {}
        }
    }

    /** Whether the observation is what a sensor measured, so that a forecast may be held against it, even if it was not used. */
    private static boolean isMeasurement(Quality quality) {
        return switch (quality.code()) {
            case ASSIMILATED, EVALUATED_ONLY, OUTLIER, ANALYSIS_FAILED, FORECAST_FAILED, DRIFT, LATE -> true;
            default -> false;
        };
    }

    /** Cycles whose diagnostics have come in. */
    public long cycles() {
        return cycles;
    }

    /** Dead letters that have come in. */
    public long letters() {
        return letters;
    }

    /** Time of the latest cycle. */
    public Instant latest() {
        return latest;
    }

    /** What the live view shows. */
    public LiveStatus live() {
        return live;
    }

    /** Scores so far. */
    public List<LeadScore> scores() {
        return collector.scores();
    }

    /** Digest of the forecasts, the same for the same forecasts in any order. */
    public ForecastDigest digest() {
        return digest;
    }

    /** Everything has come in. */
    public void finish() {
        collector.finish();
        if (collector.dropped() > 0) {
            throw new IllegalStateException(collector.dropped() + " records came too far out of step to be scored");
        }
    }

    /**
     * Writes the report.
     *
     * @param facts short facts of the run by name
     */
    public void report(Path file, SortedMap<String, String> facts) throws IOException {
        SortedMap<String, String> all = new TreeMap<>(facts);
        all.put("cycles", Long.toString(cycles));
        all.put("dead letters", Long.toString(letters));
        all.put("members", Integer.toString(field.settings().filter().members()));
        all.put("seed", Long.toString(field.settings().seed()));
        all.put("configuration", field.hash());
        all.put("forecasts' digest", digest.hex().substring(0, 16));
        ReportFacts header = new ReportFacts(
                field.title(), field.quantity(), field.unit(), field.scoredUnit(), field.geographic(), all);
        new HtmlReport(collector.report(header)).write(file);
    }
}
