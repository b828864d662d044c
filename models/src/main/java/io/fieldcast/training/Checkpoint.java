package io.fieldcast.training;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.TrainedModel;

/**
 * Where a training stands after an epoch: all that it needs to go on as if it had never stopped. Immutable.
 *
 * @param epoch epochs done, counted over all stages; 0 for none
 * @param state weights, the updater's moments, the best weights on held-out time so far: blocks and numbers under names of the
 *     trainer's choice
 */
public record Checkpoint(int epoch, TrainedModel state) {
    /** Nothing is done yet. */
    public static final Checkpoint NONE = new Checkpoint(0, TrainedModel.NONE);

    public Checkpoint {
        Check.that(epoch >= 0, "epoch must be at least 0, got %d", epoch);
    }

    /** Whether there is anything to go on from. */
    public boolean isNone() {
        return epoch == 0;
    }
}
