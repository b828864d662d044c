package io.fieldcast.monitoring;

import io.fieldcast.domain.QcCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The meters of one field, published in a Flink metric group; {@link MicrometerReporter} carries them on. Make one for each field and
 * keep it, for Flink refuses a second metric of the same name. Written by one thread, the operator's; read by any.
 */
public final class CycleMeters {
    /** Bounds of the cycle time's buckets: from far below a healthy cycle to one that no stream would forgive. */
    public static final List<Duration> CYCLE_TIME_BUCKETS = List.of(
            Duration.ofNanos(500_000),
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            Duration.ofMillis(25),
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30));

    private final MetricGroup group;
    private final Counter accepted;
    private final Counter late;
    private final Counter cycles;
    private final BucketHistogram cycleTime = new BucketHistogram(CYCLE_TIME_BUCKETS);
    private final Map<QcCode, Counter> rejected = new EnumMap<>(QcCode.class);
    private final Map<String, Counter> failures = new HashMap<>();
    private final SettableGauge innovationRms;
    private final SettableGauge innovationBias;
    private final SettableGauge innovationChi2;
    private final SettableGauge inflation;
    private final Counter redrawn;
    private final SettableGauge spread;
    private final SettableGauge energy;
    private final SettableGauge mass;
    private final SettableGauge lyapunov;
    private final SettableGauge horizon;
    private final Map<Duration, Scores> scores = new HashMap<>();

    /** @param parent metric group of the operator, in which the groups {@code fieldcast} and {@code field} are made */
    public CycleMeters(MetricGroup parent, String field) {
        group = group(parent, field);
        accepted = group.counter(ForecastMeter.OBSERVATIONS_ACCEPTED.meterName());
        late = group.counter(ForecastMeter.OBSERVATIONS_LATE.meterName());
        cycles = group.counter(ForecastMeter.CYCLES.meterName());
        group.histogram(ForecastMeter.CYCLE_TIME.meterName(), cycleTime);
        innovationRms = gauge(group, ForecastMeter.INNOVATION_RMS);
        innovationBias = gauge(group, ForecastMeter.INNOVATION_BIAS);
        innovationChi2 = gauge(group, ForecastMeter.INNOVATION_CHI2);
        inflation = gauge(group, ForecastMeter.INFLATION);
        redrawn = group.counter(ForecastMeter.MEMBERS_REDRAWN.meterName());
        spread = gauge(group, ForecastMeter.SPREAD);
        energy = gauge(group, ForecastMeter.ENERGY);
        mass = gauge(group, ForecastMeter.MASS);
        lyapunov = gauge(group, ForecastMeter.LYAPUNOV);
        horizon = gauge(group, ForecastMeter.HORIZON);
    }

    /** A counter of {@code field} for an operator that runs no cycles, such as {@link ForecastMeter#DEAD_LETTERS}. */
    public static Counter counter(MetricGroup parent, String field, ForecastMeter meter) {
        return group(parent, field).counter(meter.meterName());
    }

    /** Books one cycle that ran through. */
    public void cycle(CycleReport report) {
        cycleTime.update(report.nanos());
        innovationRms.set(report.innovationRms());
        innovationBias.set(report.innovationBias());
        innovationChi2.set(report.innovationChi2());
        inflation.set(report.inflation());
        redrawn.inc(report.redrawn());
        spread.set(report.spread());
        energy.set(report.energy());
        mass.set(report.mass());
        lyapunov.set(report.lyapunov());
        horizon.set(report.horizon());
        // Last, so that whoever waits for a cycle to be counted finds all it said.
        cycles.inc();
    }

    /** Books what became of {@code count} observations. */
    public void observations(QcCode code, long count) {
        switch (code) {
            case ASSIMILATED, EVALUATED_ONLY, DRIFT -> accepted.inc(count);
            case LATE -> late.inc(count);
            default -> rejected.computeIfAbsent(code, this::rejections).inc(count);
        }
    }

    /**
     * Sets the scores of the forecasts made {@code lead} ahead, over whatever window the caller keeps. NaN leaves a meter as it was.
     *
     * @param skill 1 minus squared error over that of persistence
     * @param coverage90 share of observations inside the 90 % band
     * @param crps continuous ranked probability score, in the field's transformed unit
     */
    public void scores(Duration lead, double skill, double coverage90, double crps) {
        Scores of = scores.computeIfAbsent(lead, this::scoresOf);
        of.skill.set(skill);
        of.coverage90.set(coverage90);
        of.crps.set(crps);
    }

    /** Books one cycle whose numerics failed. An enum constant, so that the tag stays bounded. */
    public void failure(Enum<?> verdict) {
        failures.computeIfAbsent(verdict.name(), name -> tagged(ForecastMeter.CYCLE_FAILURES, "verdict", name))
                .inc();
    }

    private static MetricGroup group(MetricGroup parent, String field) {
        return parent.addGroup("fieldcast").addGroup("field", field);
    }

    private Counter rejections(QcCode code) {
        return tagged(ForecastMeter.OBSERVATIONS_REJECTED, "code", code.name());
    }

    private Counter tagged(ForecastMeter meter, String key, String value) {
        return group.addGroup(key, value).counter(meter.meterName());
    }

    private Scores scoresOf(Duration lead) {
        MetricGroup of = group.addGroup("lead", lead.toString());
        return new Scores(
                gauge(of, ForecastMeter.SKILL), gauge(of, ForecastMeter.COVERAGE_90), gauge(of, ForecastMeter.CRPS));
    }

    private static SettableGauge gauge(MetricGroup group, ForecastMeter meter) {
        return group.gauge(meter.meterName(), new SettableGauge());
    }

    private record Scores(SettableGauge skill, SettableGauge coverage90, SettableGauge crps) {}
}
