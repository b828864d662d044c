package io.fieldcast.pipeline.job;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.monitoring.CycleMeters;
import io.fieldcast.monitoring.CycleReport;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a field's meters what a cycle said. */
final class MeterBridge {
    private static final int RANKS = 10;
    private static final String PARAMETER = "parameter.";
    private static final String MEAN = ".mean";
    private static final List<String> NOISES = List.of("field", "local", "observation");
    private static final List<String> ENTRIES = List.of("production", "dissipation", "noise", "increment", "unbooked");

    private final CycleMeters meters;
    private final FieldSettings settings;
    private final Map<QcCode, Integer> counts = new EnumMap<>(QcCode.class);

    MeterBridge(CycleMeters meters, FieldSettings settings) {
        this.meters = meters;
        this.settings = settings;
    }

    void observation(QcCode code) {
        meters.observations(code, 1);
    }

    void change(ChangeCode code) {
        meters.change(code);
    }

    void cycle(CycleResult result, long nanos) {
        counts.clear();
        for (Quality quality : result.quality()) {
            counts.merge(quality.code(), 1, Integer::sum);
        }
        counts.forEach(meters::observations);
        Map<String, Double> numbers = result.diagnostics().numbers();
        meters.cycle(new CycleReport(
                get(numbers, "innovation.rms"),
                get(numbers, "innovation.bias"),
                get(numbers, "innovation.chi2"),
                get(numbers, "spread.skill"),
                get(numbers, "inflation.mean"),
                numbers.getOrDefault("members.redrawn", 0.0).longValue(),
                get(numbers, "spread.forecast"),
                get(numbers, "energy.analysis"),
                get(numbers, "mass.analysis"),
                get(numbers, "lyapunov.leading"),
                get(numbers, "predictability.horizon"),
                result.diagnostics().cycle(),
                nanos));
        for (Duration lead : settings.leads()) {
            String name = "lead." + lead.toMillis() / settings.step().toMillis() + ".";
            meters.scores(
                    lead,
                    get(numbers, name + "skill"),
                    get(numbers, name + "coverage90"),
                    get(numbers, name + "crps"),
                    get(numbers, name + "bias"));
        }
        for (int rank = 0; rank < RANKS; rank++) {
            meters.ranks(rank, get(numbers, "rank." + rank));
        }
        learned(numbers);
        meters.warmUp(get(numbers, "warm.up"));
        if (!result.verdict().isGood()) {
            meters.failure(result.verdict());
        }
        if (get(numbers, "diverged") > 0) {
            meters.failure(Verdict.NOT_FINITE);
        }
    }

    /** @param now the wall clock's time, milliseconds since 1970 */
    void sent(long now, Optional<Duration> sinceLast, Optional<Duration> sinceCompleted) {
        meters.sent(Instant.ofEpochMilli(now), sinceLast, sinceCompleted);
    }

    private void learned(Map<String, Double> numbers) {
        for (Map.Entry<String, Double> number : numbers.entrySet()) {
            String key = number.getKey();
            if (key.startsWith(PARAMETER) && key.endsWith(MEAN)) {
                String name = key.substring(PARAMETER.length(), key.length() - MEAN.length());
                meters.parameter(
                        name,
                        number.getValue(),
                        get(numbers, PARAMETER + name + ".low"),
                        get(numbers, PARAMETER + name + ".high"));
            }
        }
        for (String term : NOISES) {
            meters.noise(term, get(numbers, "noise." + term));
        }
        for (String entry : ENTRIES) {
            meters.energyFlow(entry, get(numbers, "energy.ledger." + entry));
        }
    }

    private static double get(Map<String, Double> numbers, String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }
}
