package io.fieldcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.QcCode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CycleMetersTest {
    private enum Trouble {
        COLLAPSED
    }

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new MockClock());
    private final MicrometerReporter reporter = new MicrometerReporter(new FakeLease(registry));
    private final FakeMetricGroup group = FakeMetricGroup.operator(reporter, 0, 0);
    private final CycleMeters meters = new CycleMeters(group, "wind");

    @Test
    void publishEveryMeterOfTheEnumAndNoOther() {
        bookOneOfEach();
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                // The simple registry shows each bucket of a timer as a gauge of its own.
                .filteredOn(name -> !name.endsWith(".histogram"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ForecastMeter.values())
                        .map(ForecastMeter::meterName)
                        .toList());
    }

    @Test
    void carryTheTagsThatTheEnumDeclares() {
        bookOneOfEach();
        for (ForecastMeter declared : ForecastMeter.values()) {
            Meter meter = registry.get(declared.meterName()).meter();
            assertThat(meter.getId().getTags())
                    .extracting(Tag::getKey)
                    .containsExactlyInAnyOrderElementsOf(
                            declared.tag().map(tag -> List.of("field", tag)).orElse(List.of("field")));
        }
    }

    @Test
    void showTheLastCycle() {
        meters.cycle(report(1.1, 20));
        meters.cycle(report(0.9, 20));
        assertThat(value(ForecastMeter.INNOVATION_RMS)).isEqualTo(0.9);
        assertThat(count(ForecastMeter.CYCLES)).isEqualTo(2);
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
        CycleMeters.counter(group, "wind", ForecastMeter.DEAD_LETTERS).inc(2);
        CycleMeters.counter(FakeMetricGroup.operator(reporter, 1, 0), "wind", ForecastMeter.DEAD_LETTERS)
                .inc(3);
        assertThat(count(ForecastMeter.DEAD_LETTERS)).isEqualTo(5);
    }

    @Test
    void leaveWithTheirTask() {
        bookOneOfEach();
        group.end();
        assertThat(registry.getMeters()).isEmpty();
    }

    private void bookOneOfEach() {
        meters.cycle(report(1, 20));
        meters.observations(QcCode.OUTLIER, 1);
        meters.scores(Duration.ofDays(1), 0.2, 0.91, 0.26);
        meters.failure(Trouble.COLLAPSED);
        CycleMeters.counter(group, "wind", ForecastMeter.DEAD_LETTERS).inc();
    }

    private static CycleReport report(double innovationRms, long millis) {
        return new CycleReport(
                innovationRms, 0.01, 1.02, 1.04, 1, 0.4, 12, 3, 0.1, 20, TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private double value(ForecastMeter meter) {
        return registry.get(meter.meterName()).gauge().value();
    }

    private double count(ForecastMeter meter) {
        return registry.get(meter.meterName()).functionCounter().count();
    }
}
