package io.fieldcast.training;

import io.fieldcast.dynamics.Setting;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Fits the dynamics of one kind to a field's history. One class with a public constructor without arguments, named in
 * {@code META-INF/services/io.fieldcast.training.Trainer}. That class itself, its fields and its signatures, must load without ND4J: the
 * settings are asked for where there is none. Immutable.
 */
public interface Trainer {
    /** Name of the {@link io.fieldcast.dynamics.Dynamics} that it trains. */
    String kind();

    /** How it finds them, one sentence. */
    String summary();

    /** The numbers that can be chosen for the training, such as epochs, beside those of the dynamics. */
    List<Setting> settings();

    /**
     * Trains until the epochs are done or the loss on held-out time has stopped falling. The same task gives the same model, whether it
     * was interrupted and resumed or not.
     *
     * @param watch told after every epoch, on the calling thread
     * @throws IllegalArgumentException if the dynamics do not live on the data's representation, the data are too few, or the
     *     checkpoint belongs to another training
     */
    TrainingOutcome train(TrainingTask task, TrainingWatch watch);

    /** All trainers on the class path by the kind that they train. */
    static Map<String, Trainer> kinds() {
        Map<String, Trainer> kinds = new TreeMap<>();
        for (Trainer trainer : ServiceLoader.load(Trainer.class, Trainer.class.getClassLoader())) {
            Trainer other = kinds.putIfAbsent(trainer.kind(), trainer);
            if (other != null) {
                throw new IllegalStateException("two trainers are for " + trainer.kind() + ": "
                        + other.getClass().getName() + " and "
                        + trainer.getClass().getName());
            }
        }
        return kinds;
    }
}
