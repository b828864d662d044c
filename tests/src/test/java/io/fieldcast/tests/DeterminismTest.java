package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.csv.CsvObservations;
import io.fieldcast.domain.QcCode;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import java.io.IOException;
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

/** The same observations give bit-equal forecasts, however a file of them is ordered and however wide the job is. */
@Timeout(120)
class DeterminismTest {
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
        Sent sent = run("plain.csv", rows, 1);
        assertThat(sent.forecasts()).hasSize(DAYS * WindDays.PER_CYCLE);
        assertThat(sent.quality(QcCode.LATE)).isEmpty();
        assertThat(sent.letters()).isEmpty();
        expected = sent.digest();
    }

    @Test
    void aSecondRunSaysTheSame() throws Exception {
        assertThat(run("again.csv", rows, 1).digest()).isEqualTo(expected);
    }

    @Test
    void aWiderJobSaysTheSame() throws Exception {
        assertThat(run("wide.csv", rows, 2).digest()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void observationsInAnotherOrderInsideTheLatenessSayTheSame(long seed) throws Exception {
        Sent sent = run("shuffled.csv", WindDays.shuffled(rows, seed), 1);

        assertThat(sent.quality(QcCode.LATE)).isEmpty();
        assertThat(sent.letters()).isEmpty();
        assertThat(sent.digest()).isEqualTo(expected);
    }

    @Test
    void everyObservationSentThreeTimesSaysTheSame() throws Exception {
        Sent sent = run("thrice.csv", WindDays.threeTimes(rows, 5), 1);

        assertThat(sent.quality(QcCode.DUPLICATE)).hasSize(2 * rows.size());
        assertThat(sent.digest()).isEqualTo(expected);
    }

    @Test
    void aFirstRecordFromAnotherCenturyIsPutAsideAndChangesNothing() throws Exception {
        List<String> more = new ArrayList<>(rows);
        more.add(0, "1902-01-01T00:00:00Z,VAL,10");
        more.add(1, "2001-01-01T00:00:00Z,BEL,10");

        Sent sent = run("first.csv", more, 1);

        assertThat(sent.letters())
                .extracting(letter -> letter.letter().offset())
                .containsExactlyInAnyOrder(2L, 3L);
        assertThat(sent.letters())
                .allSatisfy(letter ->
                        assertThat(letter.letter().reason()).endsWith("is far from where the stream turned out to be"));
        assertThat(sent.digest()).isEqualTo(expected);
    }

    @Test
    void observationsBeyondTheLatenessAreCountedAndChangeNothing() throws Exception {
        int late = 25;
        List<String> arrived = new ArrayList<>(rows);
        List<String> without = new ArrayList<>(rows);
        for (int i = 0; i < late; i++) {
            // A day's last observation comes together with those of four days later, one step beyond the bound.
            int day = 10 + 11 * i;
            int at = (day + 1) * WindDays.STATIONS - 1;
            String row = rows.get(at);
            arrived.remove(row);
            without.remove(row);
            int after = arrived.indexOf(rows.get((day + 5) * WindDays.STATIONS - 2));
            arrived.add(after + 1, row);
        }

        Sent sent = Jobs.replay(WindDays.field("wind", write("late.csv", arrived), "ide", "drop"), 1);
        Sent carried = run("carried.csv", arrived, 1);

        assertThat(sent.quality(QcCode.LATE)).hasSize(late);
        assertThat(sent.digest())
                .isEqualTo(Jobs.replay(WindDays.field("wind", write("without.csv", without), "ide", "drop"), 1)
                        .digest());
        assertThat(carried.quality(QcCode.LATE)).isEmpty();
        assertThat(carried.digest())
                .isEqualTo(run("again.csv", arrived, 1).digest())
                .isNotEqualTo(sent.digest());
        assertThat(sent.digest()).isNotEqualTo(expected);
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

        FieldFile alone = WindDays.field("breeze", write("alone.csv", rows), "damped");
        assertThat(sent.digestOf("wind")).isEqualTo(expected);
        assertThat(sent.digestOf("breeze")).isEqualTo(Jobs.replay(alone, 1).digest());
        assertThat(sent.letters()).isEmpty();
    }

    private static Sent run(String name, List<String> lines, int parallelism) throws Exception {
        Path file = write(name, lines);
        return Jobs.replay(WindDays.field(file), parallelism);
    }

    private static Path write(String name, List<String> lines) throws IOException {
        return WindDays.write(folder.resolve(name), lines);
    }
}
