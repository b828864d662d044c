package io.fieldcast.connectors.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTimeTest {
    @Test
    void readsEveryDayOfEightCenturiesLikeTheCalendar() throws RecordRejected {
        LocalDate last = LocalDate.of(2400, 12, 31);
        for (LocalDate day = LocalDate.of(1600, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
            long expected = day.atTime(13, 5, 59).toInstant(ZoneOffset.UTC).toEpochMilli();
            assertThat(RecordTime.parse(day + "T13:05:59Z")).isEqualTo(expected);
        }
    }

    @Test
    void readsOffsetsAndFractions() throws RecordRejected {
        assertThat(RecordTime.parse("2026-02-28T01:30:00.1239+01:30"))
                .isEqualTo(Instant.parse("2026-02-28T00:00:00.123Z").toEpochMilli());
        assertThat(RecordTime.parse("1969-12-31T23:59:59.9999Z")).isEqualTo(-1);
        assertThat(RecordTime.parse("0001-01-01T00:00:00Z"))
                .isEqualTo(Instant.parse("0001-01-01T00:00:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T00:60:00Z",
                "2026-01-01T00:00:00",
                "2026-01-01",
                "2026-01-01T00:00:0 Z",
                "0000-01-01T00:00:00Z",
                "+12026-01-01T00:00:00Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> RecordTime.parse(text))
                .isInstanceOf(RecordRejected.class)
                .hasMessageStartingWith("time: expected");
    }
}
