package io.fieldcast.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fault R4, in its short form; {@link Reliability} has the long one. */
class R4CrashBeforeCommitTest {
    @Test
    @Timeout(240)
    void whatACheckpointHoldsIsCommittedOnceThoughTheCommitterDied() throws Exception {
        try (Trial trial = Trial.start(Trial.Setting.QUICK)) {
            CrashesBeforeCommit.Crash crash = new CrashesBeforeCommit(trial).run(CrashesBeforeCommit.Meanwhile.NOTHING);
            Trial.Outcome outcome = trial.end();

            assertThat(crash.transactions()).isPositive();
            assertThat(crash.restored()).isEqualTo(crash.checkpoint());
            assertThat(outcome.unfaulted().forecasts()).isPositive();
            assertThat(outcome.faulted().duplicates()).isZero();
            assertThat(outcome.faulted()).isEqualTo(outcome.unfaulted());
        }
    }
}
