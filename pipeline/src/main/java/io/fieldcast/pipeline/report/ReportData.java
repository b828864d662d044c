package io.fieldcast.pipeline.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.domain.Station;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.verification.Score;
import io.fieldcast.verification.ScoreBoard;
import io.fieldcast.verification.ScoreBoard.Reference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything the page shows, ready as JSON: numbers cut to the digits an eye can tell apart. Immutable. */
public final class ReportData {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(5);
    /** Points of all series together; the page's size follows from it. */
    private static final int MOST_POINTS = 60_000;

    private static final int BARS = 20;

    private final String title;
    private final String json;

    ReportData(
            ReportFacts facts,
            List<Station> network,
            ScoreSettings settings,
            ScoreBoard board,
            NavigableMap<Duration, PitHistogram> pits,
            Map<String, SortedMap<Duration, ForecastSeries>> series,
            Map<String, StationAnalysis> analyses,
            DiagnosticsTrace diagnostics,
            List<LeadScore> scores) {
        this.title = facts.title();
        TreeMap<Duration, Integer> leads = new TreeMap<>();
        series.values().forEach(byLead -> byLead.keySet().forEach(lead -> leads.put(lead, 0)));
        ObjectNode root = MAPPER.createObjectNode();
        root.put("title", facts.title());
        root.put("quantity", facts.quantity());
        root.put("unit", facts.unit());
        root.put("scoredUnit", facts.scoredUnit());
        root.put("geographic", facts.geographic());
        facts.numbers()
                .forEach((name, value) ->
                        root.withArray("facts").addArray().add(name).add(value));
        leads.keySet().forEach(lead -> root.withArray("leads").add(lead.toSeconds()));
        root.set("scores", ScoresFile.toJson(scores));
        stations(root.putArray("stations"), network, settings, board, analyses, leads.keySet(), series);
        series(root.putObject("series"), network, leads, series);
        calibration(root.putArray("calibration"), pits);
        diagnostics(root.putObject("diagnostics"), diagnostics);
        this.json = root.toString();
    }

    String title() {
        return title;
    }

    String json() {
        return json;
    }

    private static void stations(
            ArrayNode array,
            List<Station> network,
            ScoreSettings settings,
            ScoreBoard board,
            Map<String, StationAnalysis> analyses,
            Iterable<Duration> leads,
            Map<String, SortedMap<Duration, ForecastSeries>> series) {
        for (Station station : network) {
            ObjectNode node = array.addObject();
            node.put("id", station.id());
            node.put("x", station.x()).put("y", station.y());
            node.put("virtual", !hasObservation(series.getOrDefault(station.id(), new TreeMap<>())));
            node.put("excluded", settings.excludedStations().contains(station.id()));
            StationAnalysis analysis = analyses.get(station.id());
            if (analysis != null) {
                add(node.putArray("now"), analysis.mean());
                node.put("nowTime", analysis.time().getEpochSecond());
            }
            ArrayNode skill = node.putArray("skill");
            ArrayNode rmse = node.putArray("rmse");
            for (Duration lead : leads) {
                add(skill, board.skill(lead, station.id(), Reference.PERSISTENCE));
                Optional<Score> score = board.forecast(lead, station.id());
                add(rmse, score.map(Score::rmse).orElse(Double.NaN));
            }
        }
    }

    private static boolean hasObservation(Map<Duration, ForecastSeries> byLead) {
        for (ForecastSeries one : byLead.values()) {
            for (int i = 0; i < one.size(); i++) {
                if (Double.isFinite(one.observed(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void series(
            ObjectNode target,
            List<Station> network,
            SortedMap<Duration, Integer> leads,
            Map<String, SortedMap<Duration, ForecastSeries>> series) {
        int each = Math.max(30, MOST_POINTS / Math.max(1, network.size() * leads.size()));
        for (Station station : network) {
            Map<Duration, ForecastSeries> byLead = series.getOrDefault(station.id(), new TreeMap<>());
            ArrayNode list = target.putArray(station.id());
            for (Duration lead : leads.keySet()) {
                ObjectNode node = list.addObject();
                ForecastSeries one = byLead.getOrDefault(lead, new ForecastSeries(1));
                ArrayNode times = node.putArray("t");
                ArrayNode observed = node.putArray("o");
                Map<Integer, ArrayNode> bands = new HashMap<>();
                for (int b = 0; b < ForecastSeries.BANDS.length; b++) {
                    bands.put(b, node.putArray("q" + Math.round(100 * ForecastSeries.BANDS[b])));
                }
                for (int i = Math.max(0, one.size() - each); i < one.size(); i++) {
                    times.add(one.time(i));
                    add(observed, one.observed(i));
                    for (Map.Entry<Integer, ArrayNode> band : bands.entrySet()) {
                        add(band.getValue(), one.band(i, band.getKey()));
                    }
                }
            }
        }
    }

    private static void calibration(ArrayNode array, NavigableMap<Duration, PitHistogram> pits) {
        pits.forEach((lead, pit) -> {
            ObjectNode node = array.addObject();
            node.put("lead", lead.toSeconds()).put("n", pit.total());
            ArrayNode bars = node.putArray("pit");
            for (int bar = 0; bar < BARS; bar++) {
                add(bars, pit.share(bar, BARS));
            }
            ArrayNode coverage = node.putArray("coverage");
            for (int percent = 10; percent <= 90; percent += 10) {
                add(coverage, pit.centralCoverage(percent));
            }
        });
    }

    private static void diagnostics(ObjectNode target, DiagnosticsTrace trace) {
        ArrayNode times = target.putArray("t");
        for (int i = 0; i < trace.size(); i++) {
            times.add(trace.epochSecond(i));
        }
        ObjectNode lines = target.putObject("lines");
        for (String name : trace.names()) {
            ArrayNode line = lines.putArray(name);
            for (int i = 0; i < trace.size(); i++) {
                add(line, trace.number(i, name));
            }
        }
    }

    private static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(new BigDecimal(value).round(DIGITS).stripTrailingZeros());
        } else {
            array.addNull();
        }
    }
}
