package io.fieldcast.tests.faults;

import java.io.IOException;
import java.time.Duration;

/**
 * Faults R4 and R5: a TaskManager ends when a checkpoint is complete and the sink is told to commit what belongs to it, before it has
 * told Kafka so.
 */
final class CrashesBeforeCommit {
    private final Trial trial;

    /**
     * One crash.
     *
     * @param transactions that were in the checkpoint and not yet committed
     * @param checkpoint the last one that was complete
     * @param restored the one from which the job went on
     * @param running from the start of another TaskManager until new forecasts were readable
     */
    record Crash(int transactions, long checkpoint, long restored, Duration running) {
        /** Whether the crash fell between a checkpoint and its commit: the job went on from there with transactions left to commit. */
        boolean hit() {
            return transactions > 0 && checkpoint == restored;
        }
    }

    CrashesBeforeCommit(Trial trial) {
        this.trial = trial;
    }

    /** What happens between the crash and the start of another TaskManager. */
    @FunctionalInterface
    interface Meanwhile {
        /** For one that is started at once. */
        Meanwhile NOTHING = () -> {};

        void happen() throws IOException, InterruptedException;
    }

    Crash run(Meanwhile meanwhile) throws IOException, InterruptedException {
        CrashingSink.arm(trial.crashMarker());
        trial.cluster().awaitEndOfTaskManager();
        long checkpoint = trial.checkpoints().completed();
        meanwhile.happen();
        trial.cluster().startTaskManager();
        long started = System.nanoTime();
        trial.awaitNews();
        Duration running = Duration.ofNanos(System.nanoTime() - started);
        int transactions = Integer.parseInt(CrashingSink.evidence(trial.crashMarker()));
        return new Crash(transactions, checkpoint, trial.cluster().restoredFrom(trial.jobId()), running);
    }
}
