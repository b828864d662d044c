package io.fieldcast.training;

import io.fieldcast.dynamics.TrainedModel;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a training found. Immutable.
 *
 * @param model the model that is best on held-out time
 * @param scores named numbers that tell how good it is, such as {@code loss.fit} and {@code loss.held_out}; finite
 */
public record TrainingOutcome(TrainedModel model, Map<String, Double> scores) {
    public TrainingOutcome {
        scores = new TreeMap<>(scores);
    }
}
