package io.fieldcast.training.flow;

import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.training.Trainer;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import java.util.List;

/** Trains deep integro-difference equations. Knows of ND4J only where it trains. */
public final class DeepIdeTrainer implements Trainer {
    @Override
    public String kind() {
        return FlowNetwork.KIND;
    }

    @Override
    public String summary() {
        return "Adam on the error of the next frame, over simulated advection and the field's own history.";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("simulated", 1000, 0, 100_000, "simulated sequences besides the history; 0 for none"),
                new Setting(
                        "hidden", 24, 1, 512, "channels of the hidden layers of a network that starts from nothing"),
                new Setting("batch", 32, 1, 4096, "sequences of one step"),
                new Setting("targets", 64, 1, 100_000, "cells of each sequence that a step predicts"),
                new Setting("epochs", 40, 1, 100_000, "passes over the sequences"),
                new Setting("patience", 10, 1, 100_000, "epochs without improvement after which training stops"),
                new Setting("rate", 0.003, 1e-9, 1, "Adam's rate at the start"));
    }

    @Override
    public TrainingOutcome train(TrainingTask task, TrainingWatch watch) {
        return new DeepIdeTraining(task).run(watch);
    }
}
