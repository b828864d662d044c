package io.fieldcast.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When changes hold and what is said of them, in Flink's own operator harness. */
class ChangingCyclesTest {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final int CHANGED = 20;
    private static final int END = 40;
    private static final String CALMER = "{\"dynamics\":{\"gain\":0.8}}";

    private static FieldJob job(String late) {
        String yaml = """
                field: wind
                network: {stations: bundled:irish-wind/stations.csv}
                step: 1h
                filter: {members: 8}
                late: {policy: %s, within: 2h}
                """;
        return FieldJob.of(FieldFileReader.read("test", yaml.formatted(late), Path.of("")));
    }

    private static final FieldJob JOB = job("carry");

    @Test
    void aChangeHoldsFromItsCycleOnAndNotBefore() throws Exception {
        List<Outgoing> plain = run(List.of());
        List<Outgoing> changed = run(List.of(change("calmer", CALMER)));

        assertThat(upTo(changed, CHANGED)).isEqualTo(upTo(plain, CHANGED)).isNotEmpty();
        assertThat(changed).hasSameSizeAs(plain);
        for (int i = 0; i < plain.size(); i++) {
            String before = JsonReader.provenance(plain.get(i).value);
            boolean holds = !issuedAt(plain.get(i)).isBefore(hour(CHANGED));
            assertThat(JsonReader.provenance(changed.get(i).value).equals(before))
                    .isNotEqualTo(holds);
        }
    }

    /** A time between two cycles belongs to the later one. */
    @Test
    void aTimeBetweenTwoCyclesMeansTheNextOne() throws Exception {
        Control exact = change("calmer", CALMER);
        assertThat(run(List.of(exact.at(hour(CHANGED).minusSeconds(1800).toEpochMilli()))))
                .isEqualTo(run(List.of(exact)));
    }

    @Test
    void aRestartBetweenMessageAndTimeMakesNoDifference() throws Exception {
        List<Outgoing> through = run(List.of(change("calmer", CALMER), rollback(30)));
        for (int at : new int[] {10, CHANGED, 25, 35}) {
            List<Outgoing> parted = new ArrayList<>();
            OperatorSubtaskState middle;
            try (CyclesHarness harness = CyclesHarness.open(JOB)) {
                harness.process(change("calmer", CALMER));
                harness.process(rollback(30));
                feed(harness, 0, at);
                middle = harness.snapshot();
                parted.addAll(harness.sent(Topic.FORECASTS));
            }
            try (CyclesHarness harness = CyclesHarness.restore(middle, JOB)) {
                feed(harness, at, END);
                parted.addAll(harness.sent(Topic.FORECASTS));
            }
            assertThat(parted).as("restart at %d", at).isEqualTo(through);
        }
    }

    @Test
    void saysWhatBecomesOfAChangeAndOfItsRollback() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            feed(harness, 0, 10);
            harness.process(change("calmer", CALMER));
            harness.process(rollback(30));
            feed(harness, 10, END);

            assertThat(harness.changes())
                    .extracting(report -> report.id() + " " + report.code() + " " + report.from())
                    .containsExactly(
                            "calmer ACCEPTED " + hour(CHANGED),
                            "back ACCEPTED " + hour(30),
                            "calmer APPLIED " + hour(CHANGED),
                            "calmer ROLLED_BACK " + hour(30),
                            "back APPLIED " + hour(30));
            List<ChangeReport> reports = harness.changes();
            assertThat(reports.get(2).configuration())
                    .isEqualTo(reports.get(0).configuration())
                    .isNotEqualTo(JOB.configuration());
            assertThat(reports.get(4).configuration()).isEqualTo(JOB.configuration());
            assertThat(harness.cycles()).hasSize(END);
        }
    }

    @Test
    void aRollbackWithoutATimeHoldsWithTheNextCycle() throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(change("calmer", CALMER));
            feed(harness, 0, 25);
            harness.process(Control.rollback("wind", "back", Control.NEXT, "calmer"));
            feed(harness, 25, END);
            assertThat(harness.changes()).last().satisfies(report -> {
                assertThat(report.id()).isEqualTo("back");
                assertThat(report.code()).isEqualTo(ChangeCode.APPLIED);
                assertThat(report.from()).isEqualTo(hour(25));
            });
            assertThat(JsonReader.provenance(harness.sent(Topic.FORECASTS).get(25 * 12).value))
                    .isEqualTo(JOB.provenance());
        }
    }

    @Test
    void whatCannotBeDoneIsRefusedAndChangesNothing() throws Exception {
        List<Outgoing> plain = run(List.of());
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(change("twice", "{}"));
            feed(harness, 0, 10);
            harness.process(change("late", CALMER).at(hour(9).toEpochMilli()));
            harness.process(
                    change("wrong", "{\"dynamics\":{\"gian\":0.5},\"filter\":{\"members\":1},\"step\":\"2h\"}"));
            harness.process(change("twice", CALMER));
            harness.process(change("twice", "{}"));
            harness.process(Control.unreadable("wind", "odd", "from: missing"));
            harness.process(Control.change("wind", "junk", at(CHANGED), "", new byte[] {1, 2, 3}, "ab"));
            Outgoing letter = new Outgoing(Topic.DEAD_LETTERS, "control/0", 0, "{}".getBytes(StandardCharsets.UTF_8));
            harness.process(Control.refused("wind", letter, "json: broken"));
            feed(harness, 10, END);

            assertThat(harness.changes())
                    .extracting(report -> report.id() + " " + report.code())
                    .containsExactly(
                            "twice ACCEPTED",
                            "late TOO_LATE",
                            "wrong SETTINGS",
                            "twice REPEATED",
                            "odd UNREADABLE",
                            "junk DAMAGED",
                            "twice APPLIED");
            assertThat(harness.changes().get(1).reason()).contains("the earliest possible is " + hour(10));
            assertThat(harness.changes().get(2).reason())
                    .contains("dynamics.gian: is not known here; did you mean gain?")
                    .contains("filter.members: expected an integer in 4..4096, got 1")
                    .contains("step: cannot change while the job runs");
            assertThat(harness.aside()).containsExactly(letter);
            assertThat(harness.sent(Topic.FORECASTS)).isEqualTo(plain);
        }
    }

    /** Cycles before a change were run by a model that is not there any more. */
    @ParameterizedTest
    @ValueSource(strings = {"carry", "replay"})
    void whatComesLateAcrossAChangeIsTakenOrRefusedButNeverBreaksTheJob(String policy) throws Exception {
        FieldJob job = job(policy);
        try (CyclesHarness harness = CyclesHarness.open(job)) {
            harness.process(change("other", "{\"dynamics\":{\"kind\":\"composition\"},\"filter\":{\"members\":10}}"));
            feed(harness, 0, CHANGED + 1);
            harness.process(observation("BEL", CHANGED - 1, 7));
            harness.process(observation("BEL", CHANGED, 7));
            feed(harness, CHANGED + 1, END);
            assertThat(harness.cycles()).hasSize(END).doesNotHaveDuplicates();
            assertThat(harness.aside()).hasSize(1);
        }
    }

    @Test
    void aChangeThatNoLongerFitsTheFileIsDroppedAtTheRestart() throws Exception {
        OperatorSubtaskState middle;
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            harness.process(change("calmer", CALMER));
            feed(harness, 0, 25);
            middle = harness.snapshot();
        }
        String damped = """
                field: wind
                network: {stations: bundled:irish-wind/stations.csv}
                step: 1h
                dynamics: {kind: damped}
                filter: {members: 8}
                late: {policy: carry, within: 2h}
                """;
        FieldJob other = FieldJob.of(FieldFileReader.read("test", damped, Path.of("")));
        try (CyclesHarness harness = CyclesHarness.restore(middle, other)) {
            feed(harness, 25, 30);
            assertThat(harness.changes())
                    .extracting(report -> report.id() + " " + report.code())
                    .containsExactly("calmer SETTINGS");
            assertThat(harness.cycles()).hasSize(5);
            assertThat(JsonReader.diagnostics(harness.sent(Topic.DIAGNOSTICS).get(0).value)
                            .numbers())
                    .containsEntry("warm.up", 99.0);
            assertThat(harness.forecasts()).allMatch(forecast -> forecast.isOfWarmUp());
        }
    }

    private static List<Outgoing> run(List<Control> changes) throws Exception {
        try (CyclesHarness harness = CyclesHarness.open(JOB)) {
            for (Control change : changes) {
                harness.process(change);
            }
            feed(harness, 0, END);
            assertThat(harness.cycles()).hasSize(END);
            return harness.sent(Topic.FORECASTS);
        }
    }

    private static List<Outgoing> upTo(List<Outgoing> forecasts, int hour) {
        return forecasts.stream()
                .filter(message -> issuedAt(message).isBefore(hour(hour)))
                .toList();
    }

    private static Instant issuedAt(Outgoing forecast) {
        return JsonReader.forecast(forecast.value).issuedAt();
    }

    private static void feed(CyclesHarness harness, int from, int to) throws Exception {
        for (int hour = from; hour < to; hour++) {
            harness.process(observation("VAL", hour, 5 + hour % 3));
            harness.process(observation("DUB", hour, 6 + hour % 5));
            harness.watermark(hour(hour));
        }
    }

    private static Control change(String id, String settings) {
        return Control.change("wind", id, at(CHANGED), settings, new byte[0], "");
    }

    private static Control rollback(int hour) {
        return Control.rollback("wind", "back", at(hour), "");
    }

    private static long at(int hour) {
        return hour(hour).toEpochMilli();
    }

    private static Instant hour(int hour) {
        return START.plus(Duration.ofHours(hour));
    }

    private static Incoming observation(String station, int hour, double value) {
        return Incoming.observation("wind", station, at(hour), value, at(hour), 0);
    }
}
