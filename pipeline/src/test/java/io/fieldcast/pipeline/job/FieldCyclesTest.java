package io.fieldcast.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When cycles run and what they see, in Flink's own operator harness. */
class FieldCyclesTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String YAML = """
            field: wind
            network: {stations: bundled:irish-wind/stations.csv}
            step: 1h
            filter: {members: 8}
            stream: {max_leap: 10d}
            """;
    private static final FieldJob JOB = job("drop");

    private static FieldJob job(String latePolicy) {
        String late = "late: {policy: " + latePolicy + ", within: 2h}\n";
        return FieldJob.of(FieldFileReader.read("test", YAML + late, Path.of("")));
    }

    @Test
    void runsACycleOnceTheWatermarkHasReachedIt() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(observation("VAL", 0, 5));
            harness.watermark(hour(0).minusMillis(1));
            assertThat(harness.cycles()).isEmpty();
            harness.watermark(hour(0));
            assertThat(harness.cycles()).containsExactly(START);
        }
    }

    @Test
    void goesThroughAGapStepByStep() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(observation("VAL", 0, 5));
            harness.process(observation("VAL", 200, 6));
            harness.watermark(hour(200));
            assertThat(harness.cycles()).hasSize(201).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void standsStillWhileNothingComes() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            feed(harness, 0, 5);
            harness.silence();
            assertThat(harness.cycles()).hasSize(5);
            assertThat(harness.aside()).isEmpty();
        }
    }

    @Test
    void endsWithTheLastObservationOfItsInput() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(observation("VAL", 0, 5));
            harness.process(observation("BEL", 7, 6));
            harness.end();
            assertThat(harness.cycles()).hasSize(8);
        }
    }

    @Test
    void goesOnAfterASavepointThatWasDrained() throws Exception {
        OperatorSubtaskState drained;
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(observation("VAL", 0, 5));
            harness.end();
            drained = harness.snapshot();
        }
        try (CyclesHarness harness = CyclesHarness.restore(drained, JOB)) {
            harness.process(observation("VAL", 3, 5));
            harness.watermark(hour(3));
            assertThat(harness.cycles()).containsExactly(hour(1), hour(2), hour(3));
        }
    }

    @Test
    void saysTheSameAfterARestoreInTheMiddle() throws Exception {
        List<Outgoing> through;
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            feed(harness, 0, 30);
            feed(harness, 30, 60);
            through = harness.sent();
        }
        List<Outgoing> parted = new ArrayList<>();
        OperatorSubtaskState middle;
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            feed(harness, 0, 30);
            middle = harness.snapshot();
            parted.addAll(harness.sent());
        }
        try (CyclesHarness harness = CyclesHarness.restore(middle, JOB)) {
            feed(harness, 30, 60);
            parted.addAll(harness.sent());
        }
        assertThat(parted).isEqualTo(through).isNotEmpty();
    }

    @Test
    void givesAVerdictOnWhatComesAfterItsCycle() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(observation("VAL", 0, 5));
            harness.process(observation("VAL", 1, 5));
            harness.watermark(hour(1));
            harness.process(observation("BEL", 1, 6));
            harness.process(observation("BEL", 0, 6));
            assertThat(harness.aside())
                    .extracting(message -> JsonReader.quality(message.value))
                    .extracting(Quality::code)
                    .containsExactly(QcCode.LATE, QcCode.LATE);
        }
    }

    /** What is late is used once; its copies and what is too late are named; a restart in between makes no difference. */
    @ParameterizedTest
    @ValueSource(strings = {"carry", "replay"})
    void takesInWhatComesAfterItsCycleButNotTooLate(String policy) throws Exception {
        FieldJob job = job(policy);
        OperatorSubtaskState middle;
        try (CyclesHarness harness = CyclesHarness.open(job)) {
            feed(harness, 0, 30);
            harness.process(observation("BEL", 29, 7));
            harness.process(observation("VAL", 28, 5 + 28 % 3));
            harness.process(observation("BEL", 26, 7));
            middle = harness.snapshot();
            if (policy.equals("replay")) {
                assertThat(codes(harness.aside())).containsExactly(QcCode.DUPLICATE, QcCode.LATE);
            } else {
                assertThat(codes(harness.aside())).containsExactly(QcCode.LATE);
            }
        }
        try (CyclesHarness harness = CyclesHarness.restore(middle, job)) {
            feed(harness, 30, 31);
            List<Quality> late = qualities(harness.sent()).stream()
                    .filter(one -> one.observation().time().isBefore(hour(30)))
                    .toList();
            assertThat(late)
                    .filteredOn(one -> one.code() == QcCode.ASSIMILATED)
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.observation().station()).isEqualTo("BEL");
                        assertThat(one.observation().time()).isEqualTo(hour(29));
                        assertThat(one.expected()).isPositive();
                    });
            assertThat(late)
                    .filteredOn(one -> one.code() != QcCode.ASSIMILATED)
                    .allMatch(one -> one.code() == QcCode.DUPLICATE);
        }
    }

    /** Run again with it, a cycle is as if the observation had come in time. */
    @Test
    void aReplayedObservationIsAsGoodAsAPunctualOne() throws Exception {
        FieldJob job = job("replay");
        List<Outgoing> punctual;
        try (CyclesHarness harness = CyclesHarness.open(job)) {
            feed(harness, 0, 29);
            harness.process(observation("BEL", 29, 7));
            feed(harness, 29, 33);
            punctual = analyses(harness.sent(), 32);
        }
        try (CyclesHarness harness = CyclesHarness.open(job)) {
            feed(harness, 0, 30);
            harness.process(observation("BEL", 29, 7));
            feed(harness, 30, 33);
            assertThat(analyses(harness.sent(), 32)).isEqualTo(punctual).hasSize(12);
            assertThat(harness.cycles()).doesNotHaveDuplicates();
        }
    }

    private static List<Outgoing> analyses(List<Outgoing> sent, int hour) {
        return sent.stream()
                .filter(message -> message.topic == Topic.ANALYSIS
                        && message.timestamp == hour(hour).toEpochMilli())
                .toList();
    }

    private static List<Quality> qualities(List<Outgoing> messages) {
        return messages.stream()
                .filter(message -> message.topic == Topic.QUALITY)
                .map(message -> JsonReader.quality(message.value))
                .toList();
    }

    private static List<QcCode> codes(List<Outgoing> messages) {
        return qualities(messages).stream().map(Quality::code).toList();
    }

    @Test
    void beginsWithUnprovenObservationsNearTheFirstTrustedOne() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(unproven("VAL", 0, 0));
            harness.process(unproven("BEL", -24 * 365, 0));
            harness.process(unproven("CLA", 24 * 365, 1));
            harness.process(observation("SHA", 2, 5));
            harness.watermark(hour(2));
            assertThat(harness.cycles()).containsExactly(hour(0), hour(1), hour(2));
            assertThat(harness.aside()).extracting(message -> message.topic).containsExactly(Topic.DEAD_LETTERS);
            harness.end();
            assertThat(harness.cycles()).hasSize(3);
            assertThat(harness.aside()).hasSize(2);
        }
    }

    @Test
    void keepsUnprovenObservationsOverARestart() throws Exception {
        OperatorSubtaskState before;
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(unproven("VAL", 0, 3));
            before = harness.snapshot();
        }
        try (CyclesHarness harness = CyclesHarness.restore(before, JOB)) {
            Incoming trusted = observation("SHA", 1, 5);
            trusted.partition = 3;
            harness.process(trusted);
            harness.watermark(hour(1));
            assertThat(harness.cycles()).containsExactly(hour(0), hour(1));
        }
    }

    @Test
    void believesInputTooShortToBeTrusted() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(unproven("VAL", 0, 0));
            harness.process(unproven("BEL", 1, 0));
            harness.end();
            assertThat(harness.cycles()).containsExactly(hour(0), hour(1));
            assertThat(harness.aside()).isEmpty();
        }
    }

    private static void feed(CyclesHarness harness, int from, int to) throws Exception {
        for (int hour = from; hour < to; hour++) {
            harness.process(observation("VAL", hour, 5 + hour % 3));
            harness.process(observation("DUB", hour + 2, 6 + hour % 5));
            harness.watermark(hour(hour));
        }
    }

    private static Instant hour(int hour) {
        return START.plus(HOUR.multipliedBy(hour));
    }

    private static Incoming observation(String station, int hour, double value) {
        long time = hour(hour).toEpochMilli();
        return Incoming.observation("wind", station, time, value, time, 0);
    }

    private static Incoming unproven(String station, int hour, int partition) {
        long time = hour(hour).toEpochMilli();
        return Incoming.observation("wind", station, time, 5, Incoming.NO_WATERMARK, partition)
                .until(new Outgoing(Topic.DEAD_LETTERS, station, 0, new byte[] {1}));
    }
}
