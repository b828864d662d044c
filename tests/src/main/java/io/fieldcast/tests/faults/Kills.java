package io.fieldcast.tests.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Faults R1 and R2: a process dies by {@code kill -9} at seeded moments, every second time while a checkpoint is under way, and a new
 * one takes its place.
 */
final class Kills {
    private static final long CHECKPOINT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Trial trial;
    private final Victim victim;
    private final SplittableRandom random;
    private final long withinNanos;

    /** Who dies. */
    enum Victim {
        TASK_MANAGER,
        JOB_MANAGER
    }

    /**
     * One kill.
     *
     * @param inCheckpoint whether a checkpoint had begun that its death kept from being completed
     * @param recovery from the kill until forecasts were readable of observations that were sent after it
     */
    record Kill(boolean inCheckpoint, Duration recovery) {}

    /**
     * @param within the time in which moments are drawn
     */
    Kills(Trial trial, Victim victim, Duration within, long seed) {
        this.trial = trial;
        this.victim = victim;
        this.withinNanos = within.toNanos();
        this.random = new SplittableRandom(seed);
    }

    List<Kill> run(int kills, Consumer<String> lines) throws Exception {
        List<Kill> done = new ArrayList<>();
        for (int i = 1; i <= kills; i++) {
            Kill kill = kill(i % 2 == 0);
            done.add(kill);
            lines.accept(String.format(
                    "%s %d killed%s, running again after %d ms",
                    victim, i, kill.inCheckpoint ? " inside a checkpoint" : "", kill.recovery.toMillis()));
        }
        return done;
    }

    private Kill kill(boolean inCheckpoint) throws Exception {
        if (inCheckpoint) {
            trial.checkpoints().awaitBegin();
            TimeUnit.NANOSECONDS.sleep(random.nextLong(CHECKPOINT_NANOS));
        } else {
            TimeUnit.NANOSECONDS.sleep(random.nextLong(withinNanos));
        }
        long begun = trial.checkpoints().begun();
        boolean underWay = trial.checkpoints().isOneUnderWay();
        long killed = System.nanoTime();
        if (victim == Victim.TASK_MANAGER) {
            trial.cluster().killTaskManager();
            trial.cluster().startTaskManager();
        } else {
            trial.cluster().killJobManager();
            trial.cluster().startJobManager();
        }
        boolean stayed = underWay && !trial.checkpoints().isComplete(begun);
        trial.awaitNews();
        return new Kill(stayed, Duration.ofNanos(System.nanoTime() - killed));
    }

    /** The recovery that 95 % did not exceed, in seconds. */
    static double p95(List<Kill> kills) {
        long[] sorted = kills.stream()
                .mapToLong(kill -> kill.recovery.toMillis())
                .sorted()
                .toArray();
        return sorted[(int) Math.ceil(sorted.length * 0.95) - 1] / 1000.0;
    }

    static long inCheckpoint(List<Kill> kills) {
        return kills.stream().filter(Kill::inCheckpoint).count();
    }
}
