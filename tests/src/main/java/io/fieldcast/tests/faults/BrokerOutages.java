package io.fieldcast.tests.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Fault R3: the broker dies by {@code kill -9} and comes back with its data, while sensors go on measuring. */
final class BrokerOutages {
    private static final Duration USUAL = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Trial trial;

    /**
     * One outage.
     *
     * @param down from the kill until the broker's topics could be written to again
     * @param checkpoint from then until a checkpoint was complete
     * @param caughtUp from then until readers were no further behind the sensors than they had been at worst before
     */
    record Outage(Duration down, Duration checkpoint, Duration caughtUp) {
        boolean held() {
            return checkpoint.toSeconds() < 60 && caughtUp.compareTo(down.multipliedBy(2)) <= 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "down %.1f s: checkpoint after %.1f s, caught up after %.1f s",
                    down.toMillis() / 1000.0,
                    checkpoint.toMillis() / 1000.0,
                    caughtUp.toMillis() / 1000.0);
        }
    }

    BrokerOutages(Trial trial) {
        this.trial = trial;
    }

    /** Watches for a while, then kills the broker and starts it again after {@code pause}. */
    Outage run(Duration pause) throws IOException, InterruptedException {
        long usual = worstLag();
        long killed = System.nanoTime();
        trial.broker().kill();
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        trial.broker().restart();
        long back = System.nanoTime();
        long before = trial.checkpoints().completed();
        long checkpoint = 0;
        long caughtUp = 0;
        while (checkpoint == 0 || caughtUp == 0) {
            long now = System.nanoTime();
            if (now - back > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "the job does not come back\n" + trial.cluster().logs());
            }
            if (checkpoint == 0 && trial.checkpoints().completed() > before) {
                checkpoint = now;
            }
            // Before the first checkpoint nothing new can be read, so a small lag would be one from before the kill.
            if (caughtUp == 0 && trial.lag() <= usual && checkpoint != 0) {
                caughtUp = System.nanoTime();
            }
        }
        return new Outage(
                Duration.ofNanos(back - killed),
                Duration.ofNanos(checkpoint - back),
                Duration.ofNanos(caughtUp - back));
    }

    private long worstLag() {
        long worst = 0;
        long end = System.nanoTime() + USUAL.toNanos();
        while (System.nanoTime() < end) {
            worst = Math.max(worst, trial.lag());
        }
        return worst;
    }
}
