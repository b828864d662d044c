package io.fieldcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.QcCode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.MetricGroup;
import org.junit.jupiter.api.Test;

class CycleMetersTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_500L);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new MockClock());
    private final MicrometerReporter reporter = new MicrometerReporter(new FakeLease(registry));
    private final FakeMetricGroup group = FakeMetricGroup.operator(reporter, 0, 0);
    private final CycleMeters meters = meters(group, "wind");

    @Test
    void publishEveryMeterOfTheEnumAndNoOther() {
        bookOneOfEach(meters, group);
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                // The simple registry shows each bucket of a timer as a gauge of its own.
                .filteredOn(name -> !name.endsWith(".histogram"))
                .hasSameElementsAs(Arrays.stream(ForecastMeter.values())
                        .map(ForecastMeter::meterName)
                        .toList());
    }

    @Test
    void carryTheTagsThatTheEnumDeclares() {
        bookOneOfEach(meters, group);
        for (ForecastMeter declared : ForecastMeter.values()) {
            for (Meter meter : registry.get(declared.meterName()).meters()) {
                assertThat(meter.getId().getTags())
                        .extracting(Tag::getKey)
                        .containsExactlyInAnyOrderElementsOf(
                                declared.tag().map(tag -> List.of("field", tag)).orElse(List.of("field")));
            }
        }
    }

    @Test
    void showTheLastCycle() {
        meters.cycle(report(1.1, 20));
        meters.cycle(report(0.9, 20));
        assertThat(value(ForecastMeter.INNOVATION_RMS)).isEqualTo(0.9);
        assertThat(count(ForecastMeter.CYCLES)).isEqualTo(2);
    }

    /** Prometheus' average over a time that holds one NaN is NaN. */
    @Test
    void showNoNumberBeforeTheFirst() {
        meters.cycle(report(Double.NaN, 20));
        assertThat(registry.find(ForecastMeter.INNOVATION_RMS.meterName()).gauge())
                .isNull();
        meters.cycle(report(1.1, 20));
        assertThat(value(ForecastMeter.INNOVATION_RMS)).isEqualTo(1.1);
    }

    @Test
    void keepTheLastNumberWhenACycleHasNone() {
        meters.cycle(report(1.1, 20));
        meters.cycle(report(Double.NaN, 20));
        assertThat(value(ForecastMeter.INNOVATION_RMS)).isEqualTo(1.1);
    }

    @Test
    void sortObservationsByTheirCode() {
        meters.observations(QcCode.ASSIMILATED, 11);
        meters.observations(QcCode.OUTLIER, 2);
        meters.observations(QcCode.DUPLICATE, 1);
        meters.observations(QcCode.LATE, 3);
        assertThat(count(ForecastMeter.OBSERVATIONS_ACCEPTED)).isEqualTo(11);
        assertThat(count(ForecastMeter.OBSERVATIONS_LATE)).isEqualTo(3);
        assertThat(registry.get("forecast.observations.rejected")
                        .tag("code", "OUTLIER")
                        .functionCounter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void countCycleTimesByBucket() {
        meters.cycle(report(1, 3));
        meters.cycle(report(1, 40));
        Timer timer = registry.get(ForecastMeter.CYCLE_TIME.meterName()).timer();
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(43);
        assertThat(timer.takeSnapshot().histogramCounts())
                .filteredOn(bucket -> bucket.bucket(TimeUnit.MILLISECONDS) == 5)
                .singleElement()
                .satisfies(bucket -> assertThat(bucket.count()).isEqualTo(1));
    }

    @Test
    void addUpTheSubtasksOfOneField() {
        CycleMeters.counter(group, "wind", ForecastMeter.GAPS).inc(2);
        CycleMeters.counter(FakeMetricGroup.operator(reporter, 1, 0), "wind", ForecastMeter.GAPS)
                .inc(3);
        assertThat(count(ForecastMeter.GAPS)).isEqualTo(5);
    }

    @Test
    void sayWhenACycleLastRanAndForWhichTime() {
        assertThat(value(ForecastMeter.LAST_RUN)).isEqualTo(1_700_000_000.5);
        meters.cycle(report(1, 20));
        meters.sent(NOW.plusSeconds(2), Optional.empty(), Optional.empty());
        assertThat(value(ForecastMeter.LAST_RUN)).isEqualTo(1_700_000_002.5);
        assertThat(value(ForecastMeter.LAST_TIME)).isEqualTo(1_699_999_940.5);
        assertThat(value(ForecastMeter.STEP)).isEqualTo(600);
    }

    @Test
    void measureOnlyWhatTheRecordsTell() {
        meters.sent(NOW, Optional.of(Duration.ofMillis(80)), Optional.of(Duration.ofMillis(8)));
        meters.sent(NOW, Optional.empty(), Optional.of(Duration.ofMillis(12)));
        assertThat(registry.get(ForecastMeter.LATENCY.meterName()).timer().count())
                .isEqualTo(1);
        Timer timer = registry.get(ForecastMeter.PROCESSING_LATENCY.meterName()).timer();
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(20);
    }

    @Test
    void haveACounterOfEachKindOfTroubleBeforeThereIsAny() {
        new DeadLetterCounters(group, "wind");
        assertThat(tags(ForecastMeter.CYCLE_FAILURES)).contains("NOT_FINITE").doesNotContain("OK");
        assertThat(tags(ForecastMeter.OBSERVATIONS_REJECTED))
                .contains("OUTLIER", "STUCK")
                .doesNotContain("ASSIMILATED", "LATE");
        assertThat(tags(ForecastMeter.DEAD_LETTERS)).contains("json", "station", "other");
    }

    @Test
    void sortDeadLettersByWhatTheirReasonBeginsWith() {
        DeadLetterCounters letters = new DeadLetterCounters(group, "wind");
        letters.add("time: expected a year from 1 to 9999, got 12345");
        letters.add("what a sender wrote: anything");
        letters.add("no colon");
        assertThat(letters("time")).isEqualTo(1);
        assertThat(letters("other")).isEqualTo(2);
    }

    @Test
    void addUpExpectedRanksWithoutLosingTheirFractions() {
        for (int i = 0; i < 10; i++) {
            meters.ranks(3, 0.75);
        }
        assertThat(registry.get(ForecastMeter.RANKS.meterName())
                        .tag("rank", "3")
                        .functionCounter()
                        .count())
                .isEqualTo(7);
    }

    @Test
    void showABoundedNumberOfParameters() {
        for (int i = 0; i < 1000; i++) {
            meters.parameter("weight." + i, 1, 0, 2);
        }
        assertThat(tags(ForecastMeter.PARAMETER_MEAN)).hasSize(TaggedGauges.MOST);
    }

    @Test
    void leaveWithTheirTask() {
        bookOneOfEach(meters, group);
        group.end();
        assertThat(registry.getMeters()).isEmpty();
    }

    static void bookOneOfEach(CycleMeters meters, MetricGroup group) {
        meters.cycle(report(1, 20));
        meters.observations(QcCode.OUTLIER, 1);
        meters.sent(NOW, Optional.of(Duration.ofMillis(80)), Optional.of(Duration.ofMillis(8)));
        meters.scores(Duration.ofDays(1), 0.2, 0.91, 0.26, 0.01);
        meters.parameter("offset.x", 0.2, 0.1, 0.3);
        meters.noise("field", 0.6);
        meters.warmUp(3);
        meters.energyFlow("production", 0.4);
        meters.failure(Verdict.ENSEMBLE_COLLAPSED);
        new DeadLetterCounters(group, "wind").add("json: unexpected end");
        CycleMeters.counter(group, "wind", ForecastMeter.GAPS).inc();
    }

    static CycleMeters meters(MetricGroup group, String field) {
        return new CycleMeters(group, field, Duration.ofMinutes(10), NOW);
    }

    static CycleReport report(double innovationRms, long millis) {
        return new CycleReport(
                innovationRms,
                0.01,
                1.02,
                0.97,
                1.04,
                1,
                0.4,
                12,
                3,
                0.1,
                20,
                NOW.minusSeconds(60),
                TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private List<String> tags(ForecastMeter meter) {
        String key = meter.tag().orElseThrow();
        return registry.get(meter.meterName()).meters().stream()
                .map(found -> String.valueOf(found.getId().getTag(key)))
                .toList();
    }

    private double letters(String reason) {
        return registry.get(ForecastMeter.DEAD_LETTERS.meterName())
                .tag("reason", reason)
                .functionCounter()
                .count();
    }

    private double value(ForecastMeter meter) {
        return registry.get(meter.meterName()).gauge().value();
    }

    private double count(ForecastMeter meter) {
        return registry.get(meter.meterName()).functionCounter().count();
    }
}
