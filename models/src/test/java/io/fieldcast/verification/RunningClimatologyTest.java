package io.fieldcast.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunningClimatologyTest {
    private static final Instant START = Instant.parse("1961-01-01T00:00:00Z");

    @Test
    void findsTheYearAndTheDayInNoise() {
        RandomStreams.Stream random = new RandomStreams(5, "climatology").stream(0, Purpose.TRUTH);
        RunningClimatology climatology = new RunningClimatology(true);
        Instant time = START;
        for (int i = 0; i < 8 * 365 * 6; i++) {
            climatology.learn(time, truth(time) + 0.5 * random.gaussian(i));
            time = time.plus(Duration.ofHours(3));
        }
        for (int i = 0; i < 40; i++) {
            assertThat(climatology.mean(time)).isCloseTo(truth(time), within(0.04));
            time = time.plus(Duration.ofHours(227));
        }
        assertThat(climatology.deviation()).isCloseTo(0.5, within(0.01));
    }

    private static double truth(Instant time) {
        double days = Duration.between(START, time).toSeconds() / 86_400.0;
        double year = 2 * Math.PI * days / 365.2425;
        return 7 + 2 * Math.cos(year - 0.3) + 0.5 * Math.sin(2 * year) + Math.sin(2 * Math.PI * days);
    }

    @Test
    void expectsTheFirstValueAgainOnTheNextDay() {
        RunningClimatology climatology = new RunningClimatology(false);
        climatology.learn(START, 12);
        assertThat(climatology.mean(START.plus(Duration.ofDays(1)))).isCloseTo(12, within(0.01));
        assertThat(climatology.deviation()).isNaN();
    }
}
