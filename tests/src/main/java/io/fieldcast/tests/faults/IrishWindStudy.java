package io.fieldcast.tests.faults;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.ForecastState;
import io.fieldcast.forecasting.Forecaster;
import io.fieldcast.forecasting.LatePolicy;
import io.fieldcast.forecasting.Rewind;
import io.fieldcast.pipeline.config.DataFiles;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import io.fieldcast.verification.QuantileDistribution;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bundled Irish wind run through the forecaster with its reports changed or late, one-day forecasts from 1971 on scored in the
 * square root of m/s against the reports as they were recorded. Confined to one thread.
 */
public final class IrishWindStudy {
    private static final Instant SCORED_FROM = Instant.parse("1971-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final List<Observation> recorded;

    /** What the changed reports are and when they come. */
    public interface Reports {
        /** The report as it reaches the forecaster. */
        Observation changed(Observation recorded);

        /** Whole days by which it is late, at least 0. */
        int delay(Observation recorded);
    }

    /** As recorded, and in time. */
    public static final Reports PUNCTUAL = new Reports() {
        @Override
        public Observation changed(Observation recorded) {
            return recorded;
        }

        @Override
        public int delay(Observation recorded) {
            return 0;
        }
    };

    /**
     * How a run went.
     *
     * @param crps mean over the scored stations and days
     * @param rmse of the forecasts' means
     * @param verdicts counts by code from 1971 on, of all stations
     */
    public record Scores(double crps, double rmse, long count, Map<QcCode, Integer> verdicts) {
        public Scores {
            verdicts = Map.copyOf(verdicts);
        }
    }

    private IrishWindStudy(List<Observation> recorded) {
        this.recorded = recorded;
    }

    public static IrishWindStudy load() throws IOException {
        Path data = FieldFileReader.read("bundled:irish-wind/field.yaml")
                .data()
                .orElseThrow(() -> new IOException("the bundled field names no observations"))
                .observations();
        List<Observation> recorded = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(data)) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                double knots = Double.parseDouble(cells[2]);
                recorded.add(new Observation("irish-wind", cells[1], Instant.parse(cells[0]), 0.514444 * knots));
            }
        }
        return new IrishWindStudy(recorded);
    }

    /** The bundled field with further lines of configuration, and without some stations. */
    public static FieldFile field(Set<String> excluded, String further) throws IOException {
        Path file = DataFiles.find(Path.of(""), "bundled:irish-wind/field.yaml");
        String yaml = Files.readString(file)
                .replaceFirst("network:\n", "network:\n  exclude: [" + String.join(", ", excluded) + "]\n");
        return FieldFileReader.read("bundled:irish-wind/field.yaml", yaml + further, Path.of(""));
    }

    /**
     * Runs all years.
     *
     * @param scored stations whose forecasts are scored
     */
    public Scores run(FieldFile field, Reports reports, Set<String> scored) {
        Forecaster forecaster = new Forecaster(field.settings());
        Run run = new Run(forecaster, field.settings().late().policy(), scored);
        TreeMap<Long, List<Observation>> arriving = new TreeMap<>();
        for (Observation observation : recorded) {
            long cycle = forecaster.cycleOf(observation.time());
            run.truth
                    .computeIfAbsent(observation.time(), time -> new HashMap<>())
                    .put(observation.station(), Math.sqrt(observation.value()));
            arriving.computeIfAbsent(cycle, at -> new ArrayList<>());
            if (field.settings().network().measures(observation.station())) {
                arriving.computeIfAbsent(cycle + reports.delay(observation), at -> new ArrayList<>())
                        .add(reports.changed(observation));
            }
        }
        run.state = forecaster.start(arriving.firstKey());
        arriving.forEach(run::cycle);
        return run.scores();
    }

    /** One run through all years. */
    private static final class Run {
        private final Forecaster forecaster;
        private final LatePolicy policy;
        private final Set<String> scored;
        private final Map<Instant, Map<String, Double>> truth = new HashMap<>();
        private final List<ForecastState> kept = new ArrayList<>();
        private final List<List<Observation>> used = new ArrayList<>();
        private final Map<QcCode, Integer> verdicts = new EnumMap<>(QcCode.class);
        private ForecastState state;
        private double crps;
        private double squares;
        private long count;

        Run(Forecaster forecaster, LatePolicy policy, Set<String> scored) {
            this.forecaster = forecaster;
            this.policy = policy;
            this.scored = scored;
            this.state = forecaster.start(0);
        }

        void cycle(long cycle, List<Observation> arrived) {
            List<Observation> now = policy == LatePolicy.REPLAY ? rewound(cycle, arrived) : arrived;
            CycleResult result = forecaster.cycle(state, now);
            state = result.next();
            if (!forecaster.timeOf(cycle).isBefore(SCORED_FROM)) {
                for (Quality quality : result.quality()) {
                    verdicts.merge(quality.code(), 1, Integer::sum);
                }
            }
            result.forecasts().stream()
                    .filter(forecast -> forecast.lead().equals(DAY) && scored.contains(forecast.station()))
                    .forEach(this::score);
        }

        /** Runs the cycles again that late reports belong to; returns those of this cycle. */
        private List<Observation> rewound(long cycle, List<Observation> arrived) {
            List<Observation> punctual = new ArrayList<>();
            int steps = used.size();
            int first = steps;
            for (Observation observation : arrived) {
                int back = (int) (cycle - forecaster.cycleOf(observation.time()));
                if (back == 0) {
                    punctual.add(observation);
                } else if (back <= steps) {
                    used.get(steps - back).add(observation);
                    first = Math.min(first, steps - back);
                }
            }
            kept.add(state);
            List<CycleResult> again =
                    Rewind.run(forecaster, kept.subList(first, kept.size()), used.subList(first, steps));
            for (int i = 0; i < again.size(); i++) {
                kept.set(first + 1 + i, again.get(i).next());
            }
            state = kept.get(kept.size() - 1);
            used.add(punctual);
            if (kept.size() > KEPT) {
                kept.remove(0);
                used.remove(0);
            }
            return punctual;
        }

        private static final int KEPT = 10;

        private void score(Forecast forecast) {
            Double observed = truth.getOrDefault(forecast.validAt(), Map.of()).get(forecast.station());
            if (observed == null || forecast.validAt().isBefore(SCORED_FROM)) {
                return;
            }
            double[] levels = new double[forecast.levels()];
            double[] quantiles = new double[levels.length];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = forecast.level(i);
                quantiles[i] = Math.sqrt(Math.max(0, forecast.quantile(i)));
            }
            QuantileDistribution law = new QuantileDistribution(levels);
            double error = law.mean(quantiles) - observed;
            crps += law.crps(quantiles, observed);
            squares += error * error;
            count++;
        }

        Scores scores() {
            return new Scores(crps / count, Math.sqrt(squares / count), count, verdicts);
        }
    }
}
