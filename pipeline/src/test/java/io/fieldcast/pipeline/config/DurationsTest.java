package io.fieldcast.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void readsNumbersWithTheirUnits() {
        assertThat(Durations.parse("1d12h30m15s250ms"))
                .contains(Duration.ofDays(1).plusHours(12).plusMinutes(30).plusMillis(15_250));
        assertThat(Durations.parse("0s")).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "-5s", "1.5h", "10 m", "1w", "99999999999999999999s", "3650001d", "PT1H"})
    void refusesEverythingElse(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1ms", "30s", "10m", "6h", "1d", "1d1h1m1s1ms"})
    void writesWhatItReads(String text) {
        assertThat(Durations.parse(text).map(Durations::format)).contains(text);
    }
}
