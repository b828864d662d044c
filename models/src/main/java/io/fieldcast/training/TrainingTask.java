package io.fieldcast.training;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.TrainedModel;

/**
 * What a {@link Trainer} is asked to do. Immutable.
 *
 * @param data the history, with the time that is held out
 * @param dynamics the dynamics' own settings; a model in them is a warm start
 * @param training a number for each of {@link Trainer#settings}
 * @param seed of every random number
 * @param resume where an interrupted training of the same task stood, or {@link Checkpoint#NONE}
 */
public record TrainingTask(TrainingData data, Choices dynamics, Choices training, long seed, Checkpoint resume) {
    /** A task from the beginning, with all settings of {@code trainer} as they are by default. */
    public static TrainingTask of(TrainingData data, Choices dynamics, Trainer trainer, long seed) {
        return new TrainingTask(data, dynamics, Choices.defaults(trainer.settings()), seed, Checkpoint.NONE);
    }

    /** The same with another number for one setting of the training. */
    public TrainingTask with(String key, double number) {
        return new TrainingTask(data, dynamics, training.with(key, number), seed, resume);
    }

    /** The same, to go on where it stood. */
    public TrainingTask from(Checkpoint checkpoint) {
        return new TrainingTask(data, dynamics, training, seed, checkpoint);
    }

    /** The same, starting from the weights of an earlier model. */
    public TrainingTask from(TrainedModel earlier) {
        return new TrainingTask(data, dynamics.with(earlier), training, seed, resume);
    }
}
