package io.fieldcast.dynamics;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was chosen for dynamics: a number for each of their {@link Setting}s, and the trained model or {@link TrainedModel#NONE}. Immutable. */
public record Choices(Map<String, Double> numbers, TrainedModel model) implements Serializable {
    public Choices {
        // A sorted map prints the same on every machine; an unmodifiable view would hide that order from nobody.
        numbers = new TreeMap<>(numbers);
    }

    /** What {@code settings} say, without a model. */
    public static Choices defaults(List<Setting> settings) {
        Map<String, Double> numbers = new TreeMap<>();
        settings.forEach(setting -> numbers.put(setting.key(), setting.fallback()));
        return new Choices(numbers, TrainedModel.NONE);
    }

    /** The same with another number for {@code key}. */
    public Choices with(String key, double number) {
        Map<String, Double> changed = new TreeMap<>(numbers);
        changed.put(key, number);
        return new Choices(changed, model);
    }

    /** The same with a trained model. */
    public Choices with(TrainedModel trained) {
        return new Choices(numbers, trained);
    }

    /** @throws IllegalArgumentException if nothing was chosen for {@code key} */
    public double number(String key) {
        Double number = numbers.get(key);
        if (number == null) {
            throw new IllegalArgumentException("no number for " + key + " among " + numbers.keySet());
        }
        return number;
    }
}
