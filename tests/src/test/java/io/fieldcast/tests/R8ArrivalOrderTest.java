package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.QcCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fault R8: the order in which observations arrive changes nothing inside the lateness bound; beyond it, every late one is counted. */
@Timeout(300)
class R8ArrivalOrderTest {
    private static final int DAYS = 60;

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

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderInsideTheLatenessSaysTheSame(long seed) throws Exception {
        Sent sent = Jobs.replay(folder.resolve("shuffled.csv"), WindDays.shuffled(rows, seed), 1);

        assertThat(sent.quality(QcCode.LATE)).isEmpty();
        assertThat(sent.letters()).isEmpty();
        assertThat(sent.digest()).isEqualTo(expected);
    }

    @Test
    void observationsBeyondTheLatenessAreCountedAndChangeNothing() throws Exception {
        int late = 12;
        List<String> arrived = new ArrayList<>(rows);
        List<String> without = new ArrayList<>(rows);
        for (int i = 0; i < late; i++) {
            // A day's last observation comes together with those of four days later, one step beyond the bound.
            int day = 5 + 4 * i;
            int at = (day + 1) * WindDays.STATIONS - 1;
            String row = rows.get(at);
            arrived.remove(row);
            without.remove(row);
            int after = arrived.indexOf(rows.get((day + 5) * WindDays.STATIONS - 2));
            arrived.add(after + 1, row);
        }

        Sent sent = Jobs.replay(
                WindDays.field("wind", WindDays.write(folder.resolve("late.csv"), arrived), "ide", "drop"), 1);
        Sent carried = Jobs.replay(folder.resolve("carried.csv"), arrived, 1);

        assertThat(sent.quality(QcCode.LATE)).hasSize(late);
        assertThat(sent.digest())
                .isEqualTo(Jobs.replay(
                                WindDays.field(
                                        "wind", WindDays.write(folder.resolve("without.csv"), without), "ide", "drop"),
                                1)
                        .digest());
        assertThat(carried.quality(QcCode.LATE)).isEmpty();
        assertThat(carried.digest())
                .isEqualTo(Jobs.replay(folder.resolve("again.csv"), arrived, 1).digest())
                .isNotEqualTo(sent.digest());
        assertThat(sent.digest()).isNotEqualTo(expected);
    }
}
