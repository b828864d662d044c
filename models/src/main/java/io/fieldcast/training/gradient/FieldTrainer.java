package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.Setting;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import java.util.ArrayList;
import java.util.List;

/** A {@link Trainer} of a network that moves a field. Loads without ND4J; training needs it. Immutable. */
abstract class FieldTrainer implements Trainer {
    private static final List<Setting> SETTINGS = List.of(
            new Setting("epochs", 60, 1, 100_000, "most passes over the history"),
            new Setting("batch", 128, 1, 100_000, "windows in one step"),
            new Setting("rate", 5e-3, 1e-8, 1, "learning rate at the start"),
            new Setting("patience", 15, 1, 100_000, "epochs without a gain on held-out time before it stops"),
            new Setting("horizon", 2, 1, 20, "frames that the network runs ahead"),
            new Setting("steps", 2, 1, 50, "integration steps between two frames"),
            new Setting("width", 16, 1, 1000, "units in each of the two hidden layers"),
            new Setting("reach", 1, 1e-6, 1e6, "distance at which a neighbour's say has fallen to exp(-1/2), radii"));
    private static final Setting WEAK =
            new Setting("weak", 0, 0, 201, "frames of a weak-form window, at least 5; 0 to run the network ahead");

    private final FieldKind kind;

    FieldTrainer(FieldKind kind) {
        this.kind = kind;
    }

    @Override
    public final String kind() {
        return kind.kind();
    }

    @Override
    public final String summary() {
        return "Runs the network over the next few frames and follows the error's gradient by Adam, stopping by held-out time"
                + (kind == FieldKind.STABLE_FLOW ? "; or fits its weak form." : ".");
    }

    @Override
    public final List<Setting> settings() {
        List<Setting> settings = new ArrayList<>(SETTINGS);
        if (kind == FieldKind.STABLE_FLOW) {
            settings.add(WEAK);
        }
        return List.copyOf(settings);
    }

    @Override
    public final TrainingOutcome train(TrainingTask task, TrainingWatch watch) {
        return new FieldTraining(kind, task).train(watch);
    }
}
