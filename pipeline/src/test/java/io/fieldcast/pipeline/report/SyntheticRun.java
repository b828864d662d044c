package io.fieldcast.pipeline.report;

import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Station;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.verification.StandardNormal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A made-up field whose square root is a season plus an AR(1) anomaly, and its perfect forecaster: so every score is known.
 * The root's anomaly has deviation {@link #SPREAD} and correlation {@link #KEPT} from day to day.
 */
final class SyntheticRun {
    static final Instant START = Instant.parse("1971-01-01T00:00:00Z");
    static final double SPREAD = 0.5;
    static final double KEPT = 0.6;
    static final double[] LEVELS = {
        0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
        0.95, 0.975, 0.99
    };
    static final List<Station> NETWORK = List.of(
            new Station("VAL", -10.25, 51.93),
            new Station("BEL", -10.0, 54.23),
            new Station("CLA", -8.98, 53.72),
            new Station("DUB", -6.25, 53.43),
            new Station("MAL", -7.33, 55.37),
            new Station("Athlone", -7.94, 53.42));

    final List<Observation> observations = new ArrayList<>();
    final List<Forecast> forecasts = new ArrayList<>();
    final List<StationAnalysis> analyses = new ArrayList<>();
    final List<Diagnostics> diagnostics = new ArrayList<>();

    /** The last place of the network has no sensor. */
    SyntheticRun(int days, int leads) {
        RandomStreams.Stream random = new RandomStreams(1, "report").stream(0, Purpose.TRUTH);
        double[] anomaly = new double[NETWORK.size()];
        for (int day = 0; day < days; day++) {
            Instant time = START.plus(Duration.ofDays(day));
            for (int s = 0; s < anomaly.length; s++) {
                double kick = random.gaussian((long) day * NETWORK.size() + s);
                anomaly[s] = day == 0 ? SPREAD * kick : KEPT * anomaly[s] + SPREAD * Math.sqrt(1 - KEPT * KEPT) * kick;
                String station = NETWORK.get(s).id();
                double value = square(season(day) + anomaly[s]);
                if (s < NETWORK.size() - 1) {
                    observations.add(new Observation("wind", station, time, value));
                }
                analyses.add(new StationAnalysis("wind", station, time, value, 0.2, false));
                for (int lead = 1; lead <= leads; lead++) {
                    double kept = Math.pow(KEPT, lead);
                    double mean = season(day + lead) + kept * anomaly[s];
                    forecasts.add(forecast(station, time, lead, mean, SPREAD * Math.sqrt(1 - kept * kept)));
                }
            }
            TreeMap<String, Double> numbers = new TreeMap<>();
            numbers.put("innovation.rms", 0.4 + 0.02 * random.gaussian(1_000_000L + day));
            numbers.put("spread.forecast", 0.4 + 0.05 * Math.sin(day / 58.0));
            double offset = 30 * (1 - Math.exp(-day / 200.0));
            double half = 5 + 20 * Math.exp(-day / 200.0);
            numbers.put("parameter.offset.x.mean", offset);
            numbers.put("parameter.offset.x.low", offset - half);
            numbers.put("parameter.offset.x.high", offset + half);
            diagnostics.add(new Diagnostics("wind", time, numbers));
        }
    }

    static double season(double day) {
        return 2.6 + 0.3 * Math.cos(2 * Math.PI * day / 365.2425);
    }

    static double square(double root) {
        return Math.max(0, root) * Math.max(0, root);
    }

    private static Forecast forecast(String station, Instant time, int lead, double mean, double deviation) {
        double[] quantiles = new double[LEVELS.length];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = square(mean + deviation * StandardNormal.quantile(LEVELS[i]));
        }
        double expected = mean * mean + deviation * deviation;
        return new Forecast("wind", station, time, Duration.ofDays(lead), expected, LEVELS, quantiles);
    }
}
