package io.fieldcast.pipeline.job;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.forecasting.CycleResult;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.monitoring.CycleMeters;
import io.fieldcast.monitoring.CycleReport;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Tells a field's meters what a cycle said. */
final class MeterBridge {
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
                get(numbers, "inflation.mean"),
                numbers.getOrDefault("members.redrawn", 0.0).longValue(),
                get(numbers, "spread.forecast"),
                get(numbers, "energy.analysis"),
                get(numbers, "mass.analysis"),
                get(numbers, "lyapunov.leading"),
                get(numbers, "predictability.horizon"),
                nanos));
        for (Duration lead : settings.leads()) {
            String name = "lead." + lead.toMillis() / settings.step().toMillis() + ".";
            meters.scores(
                    lead, get(numbers, name + "skill"), get(numbers, name + "coverage90"), get(numbers, name + "crps"));
        }
        if (!result.verdict().isGood()) {
            meters.failure(result.verdict());
        }
        if (get(numbers, "diverged") > 0) {
            meters.failure(Verdict.NOT_FINITE);
        }
    }

    private static double get(Map<String, Double> numbers, String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }
}
