package io.fieldcast.monitoring;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.domain.QcCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The meters of one field, published in a Flink metric group; {@link MicrometerReporter} carries them on. Make one for each field and
 * keep it, for Flink refuses a second metric of the same name. Written by one thread, the operator's; read by any.
 */
public final class CycleMeters {
    private final Counter accepted;
    private final Counter late;
    private final Counter cycles;
    private final BucketHistogram cycleTime = new BucketHistogram(Buckets.CYCLE_TIME);
    private final BucketHistogram latency = new BucketHistogram(Buckets.LATENCY);
    private final BucketHistogram processingLatency = new BucketHistogram(Buckets.LATENCY);
    private final TaggedCounters rejected;
    private final TaggedCounters failures;
    private final TaggedCounters changes;
    private final SettableGauge warmUp;
    private final RankCounters ranks;
    private final SettableGauge innovationRms;
    private final SettableGauge innovationBias;
    private final SettableGauge innovationChi2;
    private final SettableGauge spreadSkill;
    private final SettableGauge inflation;
    private final Counter redrawn;
    private final SettableGauge spread;
    private final SettableGauge energy;
    private final SettableGauge mass;
    private final SettableGauge lyapunov;
    private final SettableGauge horizon;
    private final SettableGauge lastRun;
    private final SettableGauge lastTime;
    private final TaggedGauges skill;
    private final TaggedGauges coverage90;
    private final TaggedGauges crps;
    private final TaggedGauges bias;
    private final TaggedGauges parameterMean;
    private final TaggedGauges parameterLow;
    private final TaggedGauges parameterHigh;
    private final TaggedGauges noise;
    private final TaggedGauges energyFlow;

    /**
     * @param parent metric group of the operator, in which the groups {@code fieldcast} and {@code field} are made
     * @param step time from one cycle to the next
     * @param now the wall clock's time
     */
    public CycleMeters(MetricGroup parent, String field, Duration step, Instant now) {
        MetricGroup group = group(parent, field);
        accepted = group.counter(ForecastMeter.OBSERVATIONS_ACCEPTED.meterName());
        late = group.counter(ForecastMeter.OBSERVATIONS_LATE.meterName());
        cycles = group.counter(ForecastMeter.CYCLES.meterName());
        group.histogram(ForecastMeter.CYCLE_TIME.meterName(), cycleTime);
        group.histogram(ForecastMeter.LATENCY.meterName(), latency);
        group.histogram(ForecastMeter.PROCESSING_LATENCY.meterName(), processingLatency);
        rejected = new TaggedCounters(
                group, ForecastMeter.OBSERVATIONS_REJECTED, names(QcCode.values(), CycleMeters::isRejection));
        failures = new TaggedCounters(
                group, ForecastMeter.CYCLE_FAILURES, names(Verdict.values(), verdict -> !verdict.isGood()));
        changes = new TaggedCounters(group, ForecastMeter.CHANGES, names(ChangeCode.values(), code -> true));
        warmUp = new SettableGauge(group, ForecastMeter.WARM_UP);
        ranks = new RankCounters(group);
        innovationRms = new SettableGauge(group, ForecastMeter.INNOVATION_RMS);
        innovationBias = new SettableGauge(group, ForecastMeter.INNOVATION_BIAS);
        innovationChi2 = new SettableGauge(group, ForecastMeter.INNOVATION_CHI2);
        spreadSkill = new SettableGauge(group, ForecastMeter.SPREAD_SKILL);
        inflation = new SettableGauge(group, ForecastMeter.INFLATION);
        redrawn = group.counter(ForecastMeter.MEMBERS_REDRAWN.meterName());
        spread = new SettableGauge(group, ForecastMeter.SPREAD);
        energy = new SettableGauge(group, ForecastMeter.ENERGY);
        mass = new SettableGauge(group, ForecastMeter.MASS);
        lyapunov = new SettableGauge(group, ForecastMeter.LYAPUNOV);
        horizon = new SettableGauge(group, ForecastMeter.HORIZON);
        lastRun = new SettableGauge(group, ForecastMeter.LAST_RUN);
        lastTime = new SettableGauge(group, ForecastMeter.LAST_TIME);
        skill = new TaggedGauges(group, ForecastMeter.SKILL);
        coverage90 = new TaggedGauges(group, ForecastMeter.COVERAGE_90);
        crps = new TaggedGauges(group, ForecastMeter.CRPS);
        bias = new TaggedGauges(group, ForecastMeter.BIAS);
        parameterMean = new TaggedGauges(group, ForecastMeter.PARAMETER_MEAN);
        parameterLow = new TaggedGauges(group, ForecastMeter.PARAMETER_LOW);
        parameterHigh = new TaggedGauges(group, ForecastMeter.PARAMETER_HIGH);
        noise = new TaggedGauges(group, ForecastMeter.NOISE);
        energyFlow = new TaggedGauges(group, ForecastMeter.ENERGY_FLOW);
        new SettableGauge(group, ForecastMeter.STEP).set(seconds(step));
        lastRun.set(seconds(now));
    }

    /** A counter of {@code field} for an operator that runs no cycles, such as {@link ForecastMeter#GAPS}. */
    public static Counter counter(MetricGroup parent, String field, ForecastMeter meter) {
        return group(parent, field).counter(meter.meterName());
    }

    /** Books one cycle that ran through. */
    public void cycle(CycleReport report) {
        cycleTime.update(report.nanos());
        innovationRms.set(report.innovationRms());
        innovationBias.set(report.innovationBias());
        innovationChi2.set(report.innovationChi2());
        spreadSkill.set(report.spreadSkill());
        inflation.set(report.inflation());
        redrawn.inc(report.redrawn());
        spread.set(report.spread());
        energy.set(report.energy());
        mass.set(report.mass());
        lyapunov.set(report.lyapunov());
        horizon.set(report.horizon());
        lastTime.set(seconds(report.time()));
        // Last, so that whoever waits for a cycle to be counted finds all it said.
        cycles.inc();
    }

    /**
     * Books when a cycle's messages left the operator.
     *
     * @param sinceLast time since its last observation entered Kafka; empty where no record said when that was
     * @param sinceCompleted time since the record entered Kafka that let the cycle run; empty likewise
     */
    public void sent(Instant now, Optional<Duration> sinceLast, Optional<Duration> sinceCompleted) {
        lastRun.set(seconds(now));
        sinceLast.ifPresent(time -> latency.update(time.toNanos()));
        sinceCompleted.ifPresent(time -> processingLatency.update(time.toNanos()));
    }

    /** Books what became of {@code count} observations. */
    public void observations(QcCode code, long count) {
        switch (code) {
            case ASSIMILATED, EVALUATED_ONLY, DRIFT -> accepted.inc(count);
            case LATE -> late.inc(count);
            default -> rejected.add(code.name(), count);
        }
    }

    /**
     * Sets the scores of the forecasts made {@code lead} ahead, over whatever window the caller keeps. NaN leaves a meter as it was.
     *
     * @param skillOf 1 minus squared error over that of persistence
     * @param coverage share of observations inside the 90 % band
     * @param crpsOf continuous ranked probability score, in the field's transformed unit
     * @param biasOf mean of forecast minus observed, in standard deviations of each station
     */
    public void scores(Duration lead, double skillOf, double coverage, double crpsOf, double biasOf) {
        String tag = lead.toString();
        skill.set(tag, skillOf);
        coverage90.set(tag, coverage);
        crps.set(tag, crpsOf);
        bias.set(tag, biasOf);
    }

    /** Sets what the ensemble knows of a learned parameter: its mean and the ends of its 90 % band. */
    public void parameter(String name, double mean, double low, double high) {
        parameterMean.set(name, mean);
        parameterLow.set(name, low);
        parameterHigh.set(name, high);
    }

    /** Sets a learned variance of the noise, over a station's variance. */
    public void noise(String term, double variance) {
        noise.set(term, variance);
    }

    /** Sets an entry of the last cycle's energy ledger. */
    public void energyFlow(String entry, double amount) {
        energyFlow.set(entry, amount);
    }

    /** Adds {@code count} observations, expected and hence no whole number, to a class of the rank from 0 to 9. */
    public void ranks(int rank, double count) {
        ranks.add(rank, count);
    }

    /** Books one cycle whose numerics failed. */
    public void failure(Verdict verdict) {
        failures.add(verdict.name(), 1);
    }

    /** Books what became of a change of the field's model and settings. */
    public void change(ChangeCode code) {
        changes.add(code.name(), 1);
    }

    /** Sets how many cycles further the bands need to settle. */
    public void warmUp(double cyclesLeft) {
        warmUp.set(cyclesLeft);
    }

    static MetricGroup group(MetricGroup parent, String field) {
        return parent.addGroup("fieldcast").addGroup("field", field);
    }

    private static boolean isRejection(QcCode code) {
        return switch (code) {
            case ASSIMILATED, EVALUATED_ONLY, DRIFT, LATE -> false;
            default -> true;
        };
    }

    private static <E extends Enum<E>> List<String> names(E[] values, Predicate<E> wanted) {
        return Arrays.stream(values).filter(wanted).map(Enum::name).toList();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1e3;
    }
}
