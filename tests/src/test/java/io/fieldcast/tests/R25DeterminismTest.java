package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.csv.CsvObservations;
import io.fieldcast.domain.QcCode;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fault R25: the same observations give bit-equal forecasts, however often a file of them is replayed and however wide the job is. That
 * kills change nothing is part of {@code R1TaskManagerKillTest}, the order of arrival of {@link
 * R8ArrivalOrderTest}, and live streams of {@link KafkaDeterminismContract}.
 */
@Timeout(120)
class R25DeterminismTest {
    private static final int DAYS = 300;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberSlotsPerTaskManager(4)
            .build());

    @TempDir
    static Path folder;

    private static List<String> rows = List.of();
    private static String expected = "";

    @BeforeAll
    static void runOnce() throws Exception {
        rows = WindDays.rows(DAYS);
        Sent sent = Jobs.replay(folder.resolve("plain.csv"), rows, 1);
        assertThat(sent.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
        assertThat(sent.quality(QcCode.LATE)).isEmpty();
        assertThat(sent.letters()).isEmpty();
        expected = sent.digest();
    }

    @Test
    void aSecondRunSaysTheSame() throws Exception {
        assertThat(Jobs.replay(folder.resolve("again.csv"), rows, 1).digest()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aWiderJobSaysTheSame(int parallelism) throws Exception {
        assertThat(Jobs.replay(folder.resolve("wide.csv"), rows, parallelism).digest())
                .isEqualTo(expected);
    }

    @Test
    void aFirstRecordFromAnotherCenturyIsPutAsideAndChangesNothing() throws Exception {
        List<String> more = new ArrayList<>(rows);
        more.add(0, "1902-01-01T00:00:00Z,VAL,10");
        more.add(1, "2001-01-01T00:00:00Z,BEL,10");

        Sent sent = Jobs.replay(folder.resolve("first.csv"), more, 1);

        assertThat(sent.letters())
                .extracting(letter -> letter.letter().offset())
                .containsExactlyInAnyOrder(2L, 3L);
        assertThat(sent.letters())
                .allSatisfy(letter ->
                        assertThat(letter.letter().reason()).endsWith("is far from where the stream turned out to be"));
        assertThat(sent.digest()).isEqualTo(expected);
    }

    @Test
    void fieldsSideBySideSayWhatEachSaysAlone() throws Exception {
        List<String> both = new ArrayList<>();
        rows.forEach(row -> both.addAll(List.of(row + ",wind", row + ",breeze")));
        Path file = folder.resolve("both.csv");
        both.add(0, "time,station,value,field");
        Files.write(file, both);
        FieldFile wind = WindDays.field("wind", file, "ide");
        FieldFile breeze = WindDays.field("breeze", file, "damped");

        Sent sent = Jobs.collect(
                CsvObservations.source(file, wind.data().orElseThrow().layout(), WindDays.rules(wind, breeze)),
                JobPlan.of(List.of(wind, breeze)).bounded().withParallelism(2));

        FieldFile alone = WindDays.field("breeze", WindDays.write(folder.resolve("alone.csv"), rows), "damped");
        assertThat(sent.digestOf("wind")).isEqualTo(expected);
        assertThat(sent.digestOf("breeze")).isEqualTo(Jobs.replay(alone, 1).digest());
        assertThat(sent.letters()).isEmpty();
    }
}
