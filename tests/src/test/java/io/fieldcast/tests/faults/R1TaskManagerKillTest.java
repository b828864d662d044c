package io.fieldcast.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fault R1, in its short form; {@link Reliability} has the long one. */
class R1TaskManagerKillTest {
    private static final Logger log = LoggerFactory.getLogger(R1TaskManagerKillTest.class);

    @Test
    @Timeout(240)
    void forecastsAreThereExactlyOnceAfterATaskManagerWasKilled() throws Exception {
        try (Trial trial = Trial.start(Trial.Setting.QUICK)) {
            List<Kills.Kill> kills =
                    new Kills(trial, Kills.Victim.TASK_MANAGER, Duration.ofSeconds(1), 5).run(2, log::info);
            int restarts = trial.cluster().awaitRestarts(trial.jobId(), 2);
            Trial.Outcome outcome = trial.end();

            // Each kill was felt; a restart that finds no TaskManager yet counts as one of its own.
            assertThat(restarts).isGreaterThanOrEqualTo(2);
            assertThat(kills).hasSize(2);
            assertThat(outcome.unfaulted().forecasts()).isPositive();
            assertThat(outcome.faulted().duplicates()).isZero();
            assertThat(outcome.faulted()).isEqualTo(outcome.unfaulted());
        }
    }
}
