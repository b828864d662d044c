package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.kafka.KafkaSources.End;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.testkit.TestBroker;
import io.fieldcast.domain.QcCode;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.store.ModelFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream through a broker, of whatever kind, gives the forecasts of the file, bit for bit. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KafkaDeterminismContract {
    private static final int DAYS = 240;
    private static final double AS_FAST_AS_POSSIBLE = CsvReplay.AS_FAST_AS_POSSIBLE;

    /** The last cycle that the stream itself completes: the watermark stays behind by the lateness. */
    private static final Instant LAST_LIVE =
            WindDays.FIRST.plus(WindDays.STEP.multipliedBy(DAYS - 2)).minus(WindDays.LATENESS);

    private static final long LIVE_FORECASTS =
            (1 + Duration.between(WindDays.FIRST, LAST_LIVE).toDays()) * WindDays.PER_CYCLE;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    static Path folder;

    private Optional<TestBroker> broker = Optional.empty();
    private List<String> rows = List.of();
    private String expected = "";
    private String expectedLive = "";

    /** Starts the broker of all tests of a class. */
    abstract TestBroker start();

    @BeforeAll
    void startBroker() {
        broker = Optional.of(start());
    }

    @BeforeAll
    void replayTheFile() throws Exception {
        rows = WindDays.rows(DAYS);
        Path file = WindDays.write(folder.resolve("plain.csv"), rows);
        Sent sent = Jobs.replay(WindDays.field(file), 1);
        expected = sent.digest();
        expectedLive = sent.digestUntil(LAST_LIVE);
    }

    @AfterAll
    void stopBroker() {
        broker.ifPresent(TestBroker::close);
    }

    private String bootstrap() {
        return broker.orElseThrow().bootstrapServers();
    }

    @Test
    void theLiveStreamSaysWhatTheFileSays() throws Exception {
        FieldFile field = WindDays.field(WindDays.write(folder.resolve("live.csv"), rows));
        KafkaRuns runs = new KafkaRuns(bootstrap(), "live", 4, field);

        JobClient job = runs.start(End.NEVER, 2, Optional.empty());
        runs.send(folder.resolve("live.csv"), (double)
                WindDays.STEP.multipliedBy(DAYS / 3).toSeconds());
        runs.awaitForecasts(LIVE_FORECASTS, LAST_LIVE);
        job.cancel().get(60, TimeUnit.SECONDS);

        Sent sent = runs.sent();
        assertThat(sent.quality(QcCode.LATE)).isEmpty();
        assertThat(sent.letters()).isEmpty();
        assertThat(sent.digestUntil(LAST_LIVE)).isEqualTo(expectedLive);
    }

    @Test
    void aStreamThatGrewWhileTheJobWasDownLosesNothing() throws Exception {
        List<String> shuffled = WindDays.shuffled(rows, 7);
        int half = shuffled.size() / 2;
        Path first = WindDays.write(folder.resolve("first.csv"), shuffled.subList(0, half));
        Path second = WindDays.write(folder.resolve("second.csv"), shuffled.subList(half, shuffled.size()));
        KafkaRuns runs = new KafkaRuns(bootstrap(), "down", 4, WindDays.field(first));

        runs.send(first, AS_FAST_AS_POSSIBLE);
        JobClient before = runs.start(End.NEVER, 1, Optional.empty());
        runs.awaitForecasts(WindDays.PER_CYCLE * 20L, LAST_LIVE);
        String savepoint = before.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        runs.send(second, AS_FAST_AS_POSSIBLE);
        JobClient after = runs.start(End.NEVER, 4, Optional.of(savepoint));
        runs.awaitForecasts(LIVE_FORECASTS, LAST_LIVE);
        after.cancel().get(60, TimeUnit.SECONDS);

        Sent sent = runs.sent();
        assertThat(sent.quality(QcCode.LATE)).isEmpty();
        assertThat(sent.digestUntil(LAST_LIVE)).isEqualTo(expectedLive);
    }

    /** What was sent before a restart is known after it before any cycle runs, whether a checkpoint had it or not. */
    @Test
    void aChangeHoldsAtItsTimeWhateverHappensInBetween() throws Exception {
        int half = rows.size() / 2;
        Path whole = WindDays.write(folder.resolve("whole.csv"), rows);
        Path first = WindDays.write(folder.resolve("half-1.csv"), rows.subList(0, half));
        Path second = WindDays.write(folder.resolve("half-2.csv"), rows.subList(half, rows.size()));
        FieldFile field = WindDays.field(whole);
        ModelFile model = WindModels.shifted(field, 1);
        long from =
                WindDays.FIRST.plus(WindDays.STEP.multipliedBy(DAYS * 3 / 4)).toEpochMilli();
        Control known = Control.change("wind", "known", from, "", model.bytes(), model.checksum());
        Control unread = Control.change("wind", "unread", from + 1, "{\"quality\":{\"outlier\":3}}", new byte[0], "");
        KafkaRuns runs = new KafkaRuns(bootstrap(), "control", 4, field);

        runs.send(first, AS_FAST_AS_POSSIBLE);
        runs.send(new JsonMessages().control(known));
        JobClient before = runs.start(End.NEVER, 1, Optional.empty());
        runs.awaitForecasts(WindDays.PER_CYCLE * 20L, LAST_LIVE);
        String savepoint = before.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
        runs.send(second, AS_FAST_AS_POSSIBLE);
        runs.send(new JsonMessages().control(unread));
        JobClient after = runs.start(End.NEVER, 4, Optional.of(savepoint));
        runs.awaitForecasts(LIVE_FORECASTS, LAST_LIVE);
        after.cancel().get(60, TimeUnit.SECONDS);

        Sent sent = runs.sent();
        assertThat(sent.digestUntil(LAST_LIVE))
                .isEqualTo(Jobs.replay(field, 1, known, unread).digestUntil(LAST_LIVE))
                .isNotEqualTo(expectedLive);
        assertThat(sent.changes())
                .extracting(report -> report.id() + " " + report.code())
                .containsExactly("known ACCEPTED", "unread ACCEPTED", "known APPLIED", "unread APPLIED");
    }

    @ParameterizedTest
    @CsvSource({"4, 1", "4, 2", "2, 4"})
    void partitionsAndParallelismSayTheSame(int partitions, int parallelism) throws Exception {
        Path file = WindDays.write(
                folder.resolve(partitions + "-" + parallelism + ".csv"), WindDays.repeated(rows, 3, partitions));
        KafkaRuns runs = new KafkaRuns(bootstrap(), "p" + partitions + parallelism, partitions, WindDays.field(file));

        runs.send(file, AS_FAST_AS_POSSIBLE);
        runs.start(End.LATEST, parallelism, Optional.empty())
                .getJobExecutionResult()
                .get(120, TimeUnit.SECONDS);

        Sent sent = runs.sent();
        assertThat(sent.quality(QcCode.DUPLICATE)).hasSize(2 * rows.size());
        assertThat(sent.digest()).isEqualTo(expected);
    }
}
