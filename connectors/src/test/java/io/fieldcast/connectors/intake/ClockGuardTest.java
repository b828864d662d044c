package io.fieldcast.connectors.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockGuardTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long START = Instant.parse("1961-01-01T00:00:00Z").toEpochMilli();
    private static final WallClock NOW = () -> Instant.parse("2026-01-01T00:00:00Z");
    private static final Networks NETWORKS =
            Networks.of(Map.of("wind", List.of("A", "B", "C", "D"), "rain", List.of("R")));

    private final ClockGuard guard = new ClockGuard(ClockLimits.DEFAULT, NETWORKS, NOW);

    @Test
    void refusesTheFutureOfTheWallClock() throws RecordRejected {
        long now = NOW.millis();
        assertThat(guard.admit(0, "rain", "R", now + 300_000)).isEqualTo(now + 300_000);
        assertRefused("R", "rain", now + 300_001, "time: 2026-01-01T00:05:00.001Z is in the future, more than PT5M");
    }

    @Test
    void trustsNothingBeforeAQuorum() throws RecordRejected {
        assertThat(guard.admit(0, "wind", "A", START)).isEqualTo(Incoming.NO_WATERMARK);
        assertThat(guard.admit(0, "wind", "A", START + DAY)).isEqualTo(Incoming.NO_WATERMARK);
        assertThat(guard.admit(0, "wind", "B", START)).isEqualTo(Incoming.NO_WATERMARK);
        assertThat(guard.admit(0, "wind", "C", START)).isEqualTo(START);
        assertThat(guard.admit(0, "wind", "D", START + 2)).isEqualTo(START + 2);
    }

    @Test
    void isNotMisledByAFirstRecordThatIsWrong() throws RecordRejected {
        long wrong = START + 20_000 * DAY;
        assertThat(guard.admit(0, "wind", "A", wrong)).isEqualTo(Incoming.NO_WATERMARK);
        guard.admit(0, "wind", "B", START);
        guard.admit(0, "wind", "C", START);
        assertThat(guard.admit(0, "wind", "D", START)).isEqualTo(START);
        assertRefused("A", "wind", wrong, "is more than PT720H ahead of the stream, which is at 1961-01-01T00:00:00Z");
        assertThat(guard.admit(0, "wind", "A", START + DAY)).isEqualTo(START + DAY);
    }

    @Test
    void refusesLeapsInBothDirections() throws RecordRejected {
        establish();
        assertRefused("A", "wind", START + 31 * DAY, "is more than PT720H ahead of the stream");
        assertRefused("A", "wind", START - 31 * DAY, "is more than PT720H behind the stream");
        assertThat(guard.admit(0, "wind", "A", START + 30 * DAY)).isEqualTo(START + 30 * DAY);
        assertThat(guard.admit(0, "wind", "B", START)).isEqualTo(START);
    }

    @Test
    void followsAQuorumOverAnOutage() throws RecordRejected {
        establish();
        long after = START + 100 * DAY;
        assertRefused("A", "wind", after, "ahead of the stream");
        assertRefused("A", "wind", after + DAY, "ahead of the stream");
        assertRefused("B", "wind", after, "ahead of the stream");
        assertThat(guard.admit(0, "wind", "C", after + 2 * DAY)).isEqualTo(after + 2 * DAY);
        assertThat(guard.admit(0, "wind", "D", after)).isEqualTo(after);
        assertRefused("D", "wind", START, "behind the stream");
    }

    @Test
    void doesNotAddUpMistakesThatStationsHaveMended() throws RecordRejected {
        establish();
        long wrong = START + 5000 * DAY;
        for (String station : List.of("A", "B", "C", "D")) {
            assertRefused(station, "wind", wrong, "ahead of the stream");
            guard.admit(0, "wind", station, START);
        }
    }

    @Test
    void doesNotFollowStationsThatDisagree() throws RecordRejected {
        establish();
        assertRefused("A", "wind", START + 100 * DAY, "ahead of the stream");
        assertRefused("B", "wind", START + 200 * DAY, "ahead of the stream");
        assertRefused("C", "wind", START + 300 * DAY, "ahead of the stream");
    }

    @Test
    void believesOneStationAloneOnlyIfTheFieldHasNoOther() throws RecordRejected {
        assertThat(guard.admit(0, "rain", "R", START)).isEqualTo(START);
        assertThat(guard.admit(0, "rain", "R", START + 100 * DAY)).isEqualTo(START + 100 * DAY);
    }

    @Test
    void doesNotWaitForEverInAPartitionThatHoldsTooFewStations() throws RecordRejected {
        for (int i = 0; i < ClockLimits.DEFAULT.patience() - 1; i++) {
            assertThat(guard.admit(3, "wind", "A", START + i * DAY)).isEqualTo(Incoming.NO_WATERMARK);
        }
        assertThat(guard.admit(3, "wind", "A", START + 7 * DAY)).isEqualTo(START + 7 * DAY);
    }

    @Test
    void isNotWornDownByOneRecordRepeated() throws RecordRejected {
        establish();
        for (int i = 0; i < 100; i++) {
            assertRefused("A", "wind", START + 500 * DAY, "ahead of the stream");
        }
    }

    @Test
    void judgesEachPartitionAndFieldAlone() throws RecordRejected {
        establish();
        assertThat(guard.admit(1, "wind", "A", START + 900 * DAY)).isEqualTo(Incoming.NO_WATERMARK);
        assertThat(guard.admit(0, "rain", "R", START + 900 * DAY)).isEqualTo(START + 900 * DAY);
    }

    @Test
    void takesTheLeapOfItsField() throws RecordRejected {
        ClockLimits limits = ClockLimits.DEFAULT.withMaxLeap("rain", Duration.ofHours(1));
        ClockGuard strict = new ClockGuard(limits, NETWORKS, NOW);
        strict.admit(0, "rain", "R", START);
        assertThatThrownBy(() -> strict.admit(0, "rain", "R", START - 3_600_001))
                .hasMessageContaining("more than PT1H behind the stream");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void letsEveryGoodRecordInWhateverTheOrderInsideTheLateness(long seed) throws RecordRejected {
        RandomStreams.Stream random = new RandomStreams(seed, "shuffle").stream(0, Purpose.MEASUREMENT);
        int days = 200;
        List<Integer> arrivals = new ArrayList<>();
        for (int i = 0; i < days * 4; i++) {
            arrivals.add(i);
        }
        long lateness = 5;
        arrivals.sort(
                (a, b) -> Double.compare(a / 4 + lateness * random.uniform(a), b / 4 + lateness * random.uniform(b)));
        List<String> stations = List.of("A", "B", "C", "D");
        int trusted = 0;
        for (int arrival : arrivals) {
            long time = START + arrival / 4 * DAY;
            long watermark = guard.admit(0, "wind", stations.get(arrival % 4), time);
            assertThat(watermark).isIn(time, Incoming.NO_WATERMARK);
            trusted += watermark == time ? 1 : 0;
        }
        assertThat(trusted).isGreaterThanOrEqualTo(arrivals.size() - ClockLimits.DEFAULT.patience());
    }

    private void establish() throws RecordRejected {
        for (String station : List.of("A", "B", "C", "D")) {
            guard.admit(0, "wind", station, START);
        }
    }

    private void assertRefused(String station, String field, long time, String reason) {
        assertThatThrownBy(() -> guard.admit(0, field, station, time))
                .isInstanceOf(RecordRejected.class)
                .hasMessageContaining(reason);
    }
}
