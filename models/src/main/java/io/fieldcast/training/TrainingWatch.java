package io.fieldcast.training;

/** Hears how a training goes on and keeps what it needs to be resumed. */
@FunctionalInterface
public interface TrainingWatch {
    /** Nobody watches. */
    TrainingWatch NONE = (progress, checkpoint) -> true;

    /**
     * An epoch is done.
     *
     * @return whether to go on; if not, the trainer returns the best model so far
     */
    boolean epoch(TrainingProgress progress, Checkpoint checkpoint);
}
