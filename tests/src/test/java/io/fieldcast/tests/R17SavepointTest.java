package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.kafka.KafkaSources.End;
import io.fieldcast.domain.QcCode;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fault R17: a job is stopped with a savepoint and goes on from it, in a later version and with more or fewer tasks, as if nothing had
 * happened.
 *
 * <p>{@code compat/v1} holds the savepoint of a job of version 0.1.0 on the first days of the wind, with its offsets, its open
 * transactions and observations that wait for their cycle. {@code -Dgolden.update=true} writes it anew, which is right only as long as
 * its version was not released.
 */
@Timeout(240)
class R17SavepointTest {
    private static final String GOLDEN = "golden";
    private static final int DAYS = 80;
    private static final int DAYS_BEFORE = 40;
    private static final int PARTITIONS = 2;

    /** The last day whose cycle the stream lets run, when it has so many days. */
    private static final Instant LAST_BEFORE = last(DAYS_BEFORE);

    private static final Instant LAST = last(DAYS);

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(4)
            // State inside the metadata is named by where it was written; in files of its own, by where it lies beside
            // them.
            .setConfiguration(new Configuration().set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO))
            .build());

    @TempDir
    static Path folder;

    private static List<String> rows = List.of();
    private static Sent uninterrupted = Sent.of(List.of());

    @BeforeAll
    static void runWithoutInterruption() throws Exception {
        rows = WindDays.rows(DAYS);
        uninterrupted = Jobs.replay(field(WindDays.write(folder.resolve("all.csv"), rows)), 1);
    }

    @ParameterizedTest
    @CsvSource({"v1, 1", "v1, 2", "v1, 4"})
    void aSavepointOfAnEarlierVersionGoesOn(String version, int parallelism) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaRuns runs = runs(broker, GOLDEN);
            send(runs, 0, DAYS);
            JobClient job = runs.start(
                    End.NEVER,
                    parallelism,
                    Optional.of(compat(version, "savepoint").toUri().toString()));
            runs.awaitForecasts(forecasts(DAYS) - forecasts(DAYS_BEFORE), LAST);
            job.cancel().get(60, TimeUnit.SECONDS);

            Sent sent = runs.sent();
            assertThat(sent.quality(QcCode.LATE)).isEmpty();
            assertThat(sent.letters()).isEmpty();
            assertThat(sent.digestBetween(LAST_BEFORE, LAST))
                    .startsWith(forecasts(DAYS) - forecasts(DAYS_BEFORE) + " forecasts")
                    .isEqualTo(uninterrupted.digestBetween(LAST_BEFORE, LAST));
        }
    }

    @Test
    void aJobThatIsRescaledFromOneToTwoToFourToOneSaysTheSame() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaRuns runs = runs(broker, "rescaled");
            Optional<String> savepoint = Optional.empty();
            int part = DAYS / 4;
            int[] parallelisms = {1, 2, 4, 1};
            for (int i = 0; i < parallelisms.length; i++) {
                send(runs, part * i, part * (i + 1));
                JobClient job = runs.start(End.NEVER, parallelisms[i], savepoint);
                Instant last = last(part * (i + 1));
                runs.awaitForecasts(forecasts(part * (i + 1)), last);
                savepoint = Optional.of(stop(job, "rescaled"));
            }

            Sent sent = runs.sent();
            assertThat(sent.quality(QcCode.LATE)).isEmpty();
            assertThat(sent.letters()).isEmpty();
            assertThat(sent.digestUntil(LAST)).isEqualTo(uninterrupted.digestUntil(LAST));
        }
    }

    @Test
    void aDrainForecastsWhatAStreamThatFellSilentHolds() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaRuns runs = runs(broker, "drained");
            send(runs, 0, DAYS);
            JobClient job = runs.start(End.NEVER, 2, Optional.empty());
            runs.awaitForecasts(forecasts(DAYS), LAST);
            Thread.sleep(field(folder.resolve("all.csv")).stream()
                    .idle()
                    .plusSeconds(1)
                    .toMillis());
            stop(job, "drained", true);

            Instant newest = WindDays.FIRST.plus(WindDays.STEP.multipliedBy(DAYS - 1));
            assertThat(runs.sent().digestUntil(newest)).isEqualTo(uninterrupted.digestUntil(newest));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "golden.update", matches = "true")
    void writesTheSavepoint() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            KafkaRuns runs = runs(broker, GOLDEN);
            send(runs, 0, DAYS_BEFORE);
            JobClient job = runs.start(End.NEVER, 2, Optional.empty());
            runs.awaitForecasts(forecasts(DAYS_BEFORE), LAST_BEFORE);
            Path made = Path.of(URI.create(stop(job, GOLDEN)));
            Path kept = Path.of("src/test/resources/compat/v1/savepoint");
            Files.createDirectories(kept);
            try (var files = Files.list(made)) {
                for (Path file : files.toList()) {
                    Files.copy(file, kept.resolve(file.getFileName().toString()));
                }
            }
            assertThat(kept.resolve("_metadata")).exists();
        }
    }

    private static KafkaRuns runs(EmbeddedBroker broker, String name) throws Exception {
        return new KafkaRuns(broker.bootstrapServers(), name, PARTITIONS, field(folder.resolve("all.csv")));
    }

    /** The field of the savepoint, over another file. */
    private static FieldFile field(Path observations) throws IOException, URISyntaxException {
        String yaml = Files.readString(compat("v1", "field.yaml"))
                .replace("bundled:irish-wind/observations.csv", "'" + observations + "'");
        return FieldFileReader.read("compat/v1/field.yaml", yaml, Path.of(""));
    }

    private static void send(KafkaRuns runs, int fromDay, int toDay) throws Exception {
        Path file = folder.resolve("part.csv");
        WindDays.write(file, rows.subList(fromDay * WindDays.STATIONS, toDay * WindDays.STATIONS));
        runs.send(file, CsvReplay.AS_FAST_AS_POSSIBLE);
    }

    private static String stop(JobClient job, String name)
            throws ExecutionException, InterruptedException, TimeoutException {
        return stop(job, name, false);
    }

    private static String stop(JobClient job, String name, boolean drained)
            throws ExecutionException, InterruptedException, TimeoutException {
        String target = folder.resolve("savepoints-" + name).toUri().toString();
        return job.stopWithSavepoint(drained, target, SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
    }

    private static Path compat(String version, String file) throws URISyntaxException {
        var resource = R17SavepointTest.class.getResource("/compat/" + version + "/" + file);
        return Path.of(Objects.requireNonNull(resource, file).toURI());
    }

    /** The watermark stays behind the newest day by the lateness. */
    private static Instant last(int days) {
        return WindDays.FIRST.plus(WindDays.STEP.multipliedBy(days - 2)).minus(WindDays.LATENESS);
    }

    private static long forecasts(int days) {
        return (days - 1 - WindDays.LATENESS.toDays()) * WindDays.PER_CYCLE;
    }
}
