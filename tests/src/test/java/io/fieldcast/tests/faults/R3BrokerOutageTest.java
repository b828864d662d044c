package io.fieldcast.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fault R3, in its short form; {@link Reliability} has the long one, which also measures how long the way back takes. */
class R3BrokerOutageTest {
    @Test
    @Timeout(240)
    void forecastsAreThereExactlyOnceAfterTheBrokerWasKilled() throws Exception {
        try (Trial trial = Trial.start(Trial.Setting.QUICK)) {
            BrokerOutages.Outage outage = new BrokerOutages(trial).run(Duration.ofSeconds(3));
            Trial.Outcome outcome = trial.end();

            assertThat(outage.down()).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
            assertThat(outcome.unfaulted().forecasts()).isPositive();
            assertThat(outcome.faulted().duplicates()).isZero();
            assertThat(outcome.faulted()).isEqualTo(outcome.unfaulted());
        }
    }
}
