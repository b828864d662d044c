package io.fieldcast.training;

import io.fieldcast.domain.Check;
import java.time.Duration;

/**
 * How far a training is. Immutable.
 *
 * @param stage what is trained now, such as {@code coarse grid}
 * @param epoch epochs done, counted over all stages
 * @param loss on the time that is fitted
 * @param heldOut loss on held-out time, NaN where the trainer holds nothing out
 * @param done share of the work that is done, 0 to 1, as far as is known
 */
public record TrainingProgress(String stage, int epoch, double loss, double heldOut, double done) {
    public TrainingProgress {
        Check.that(done >= 0 && done <= 1, "done must lie in 0..1, got %s", done);
    }

    /**
     * The time that the rest will take if it goes on as it did.
     *
     * @param elapsed since the training began or was resumed
     * @param before the share that was done then
     */
    public Duration left(Duration elapsed, double before) {
        double share = done - before;
        return share <= 0 ? Duration.ZERO : Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - done) / share));
    }
}
