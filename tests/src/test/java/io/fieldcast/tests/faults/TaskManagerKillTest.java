package io.fieldcast.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.tests.load.IrishWind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fault R1, in its short form; {@link TaskManagerKills#main} is the long one. */
class TaskManagerKillTest {
    private static final Logger log = LoggerFactory.getLogger(TaskManagerKillTest.class);

    /** At 20 days a second, five seconds before the part with the kill and five in it. */
    private static final int DAYS = 100;

    @Test
    @Timeout(180)
    void forecastsAreThereExactlyOnceAfterATaskManagerWasKilled() throws Exception {
        TaskManagerKills.Result result = new TaskManagerKills(1, DAYS, 5, log::info).run();

        assertThat(result.restarts()).isEqualTo(1);
        assertThat(result.kills())
                .allSatisfy(kill -> assertThat(kill.visible())
                        .isPositive()
                        .isLessThan(result.faulted().messages()));
        assertThat(result.faulted().duplicates()).isZero();
        assertThat(result.faulted()).isEqualTo(result.unfaulted());
        // Two parts of so many days, three leads, twelve stations and three places without one.
        assertThat(result.faulted().forecasts()).isEqualTo(2L * DAYS * 3 * (IrishWind.STATIONS + 3));
    }
}
