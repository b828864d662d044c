package io.fieldcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.Check;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;

class MicrometerReporterTest {
    private static final String SCOPE = "flink.taskmanager.job.task.operator.";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new MockClock());
    private final FakeLease lease = new FakeLease(registry);
    private final MicrometerReporter reporter = new MicrometerReporter(lease);
    private final FakeMetricGroup group = FakeMetricGroup.operator(reporter, 0, 0);

    @Test
    void turnsFlinkNamesIntoDottedLowerCase() {
        assertThat(MetricNames.dotted("numRecordsInPerSecond")).isEqualTo("num.records.in.per.second");
        assertThat(MetricNames.dotted("Status.JVM.CPU.Load")).isEqualTo("status.jvm.cpu.load");
        assertThat(MetricNames.dotted("G1_Young-Generation")).isEqualTo("g1.young.generation");
        assertThat(MetricNames.dotted("KafkaSourceReader")).isEqualTo("kafka.source.reader");
    }

    @Test
    void carriesACounter() {
        Counter counter = group.counter("numRecordsIn");
        counter.inc(3);
        assertThat(registry.get(SCOPE + "num.records.in").functionCounter().count())
                .isEqualTo(3);
    }

    @Test
    void turnsKeyedGroupsIntoTags() {
        group.addGroup("topic", "observations").counter("read");
        assertThat(registry.get(SCOPE + "topic.read")
                        .tag("topic", "observations")
                        .functionCounters())
                .hasSize(1);
    }

    @Test
    void leavesOutWhatChangesWithEveryRestart() {
        group.counter("numRecordsIn");
        Meter meter = registry.get(SCOPE + "num.records.in").meter();
        assertThat(meter.getId().getTags())
                .extracting(Tag::getKey)
                .containsExactly("host", "job_name", "subtask_index", "task_name", "tm_id");
    }

    @Test
    void leavesOutWhatATagWouldMultiplyWithoutBound() {
        for (int i = 0; i < SeriesTable.MOST + 10; i++) {
            group.addGroup("sensor", "s" + i).counter("read");
        }
        assertThat(registry.getMeters()).hasSize(SeriesTable.MOST);
    }

    @Test
    void carriesNumbersAndTruthsButNoTexts() {
        group.gauge("lag", (Gauge<Integer>) () -> 42);
        group.gauge("idle", (Gauge<Boolean>) () -> true);
        group.gauge("version", (Gauge<String>) () -> "2.2");
        assertThat(registry.get(SCOPE + "lag").gauge().value()).isEqualTo(42);
        assertThat(registry.get(SCOPE + "idle").gauge().value()).isEqualTo(1);
        assertThat(registry.find(SCOPE + "version").meter()).isNull();
    }

    @Test
    void waitsForAGaugeThatCannotAnswerYet() {
        double[] value = {Double.NaN};
        group.gauge("lag", (Gauge<Double>) () -> {
            if (Double.isNaN(value[0])) {
                throw new IllegalStateException("not started");
            }
            return value[0];
        });
        value[0] = 7;
        assertThat(registry.get(SCOPE + "lag").gauge().value()).isEqualTo(7);
    }

    @Test
    void carriesTheRateOfAMeter() {
        MeterView meter = group.meter("rate", new MeterView(new SimpleCounter(), 5));
        meter.markEvent(10);
        meter.update();
        assertThat(registry.get(SCOPE + "rate").gauge().value()).isEqualTo(meter.getRate());
        assertThat(meter.getRate()).isPositive();
    }

    @Test
    void carriesAHistogramWithoutBucketsAsQuantiles() {
        PlainHistogram histogram = group.histogram("latency", new PlainHistogram());
        histogram.update(100);
        histogram.update(300);
        assertThat(registry.get(SCOPE + "latency.values").functionCounter().count())
                .isEqualTo(2);
        assertThat(registry.get(SCOPE + "latency")
                        .tag("quantile", "0.99")
                        .gauge()
                        .value())
                .isBetween(250.0, 300.0);
    }

    /** A reporter in {@code plugins} and a job in its own jar have a class each. */
    @Test
    void carriesTheBucketsOfAHistogramOfAnotherClassLoader() throws Exception {
        try (URLClassLoader jobs = jobsClassLoader()) {
            Histogram histogram = (Histogram) jobs.loadClass(BucketHistogram.class.getName())
                    .getConstructor(List.class)
                    .newInstance(List.of(Duration.ofMillis(1), Duration.ofMillis(10)));
            assertThat(histogram).isNotInstanceOf(BucketHistogram.class);
            group.histogram("time", histogram);
            histogram.update(5_000_000);
        }
        assertThat(registry.get(SCOPE + "time").timer().takeSnapshot().histogramCounts())
                .extracting(CountAtBucket::count)
                .containsExactly(0.0, 1.0);
    }

    /** With classes of Fieldcast of its own, and Flink's from here. */
    private static URLClassLoader jobsClassLoader() {
        ClassLoader flink = new ClassLoader(MicrometerReporterTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith("io.fieldcast.")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
        URL[] classes = {
            BucketHistogram.class.getProtectionDomain().getCodeSource().getLocation(),
            Check.class.getProtectionDomain().getCodeSource().getLocation()
        };
        return new URLClassLoader(classes, flink);
    }

    @Test
    void forgetsAMetricThatFlinkTakesAway() {
        group.counter("numRecordsIn");
        group.histogram("latency", new PlainHistogram());
        group.end();
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void keepsOneSeriesAcrossARestart() {
        group.counter("numRecordsIn").inc(5);
        FakeMetricGroup restarted = FakeMetricGroup.operator(reporter, 0, 1);
        Counter after = restarted.counter("numRecordsIn");
        group.end();
        after.inc(2);
        assertThat(registry.getMeters()).hasSize(1);
        assertThat(registry.get(SCOPE + "num.records.in").functionCounter().count())
                .isEqualTo(7);
    }

    @Test
    void keepsTheFirstOfTwoMetricsThatDifferOnlyInKind() {
        group.counter("records-in").inc();
        group.gauge("recordsIn", (Gauge<Integer>) () -> 9);
        assertThat(registry.get(SCOPE + "records.in").functionCounter().count()).isEqualTo(1);
        assertThat(registry.find(SCOPE + "records.in").gauges()).isEmpty();
    }

    @Test
    void takesItsMetersWithItWhenClosed() {
        group.counter("numRecordsIn");
        reporter.close();
        assertThat(registry.getMeters()).isEmpty();
        assertThat(lease.isClosed()).isTrue();
    }

    @Test
    void isFoundByFlink() {
        assertThat(ServiceLoader.load(MetricReporterFactory.class))
                .hasAtLeastOneElementOfType(MicrometerReporterFactory.class);
    }
}
