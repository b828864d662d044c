/**
 * Data → fitted models. Serving never needs this package.
 *
 * <p>A {@link io.fieldcast.training.Trainer} makes a {@link io.fieldcast.dynamics.TrainedModel} of one kind from {@link
 * io.fieldcast.training.TrainingData}. After every epoch it hands out a {@link io.fieldcast.training.Checkpoint}, from which the same
 * training goes on to the same model, to the last bit. Only this package and those below it may use ND4J, and the trainers' own classes
 * load without it.
 */
@NullMarked
package io.fieldcast.training;

import org.jspecify.annotations.NullMarked;
