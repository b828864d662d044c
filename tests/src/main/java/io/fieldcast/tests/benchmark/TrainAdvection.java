package io.fieldcast.tests.benchmark;

import io.fieldcast.dynamics.BundledModel;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.flow.AdvectionNetwork;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Trains the network for advection in general that comes with the product and writes it where its resource stands. Arguments: the file,
 * the number of simulated sequences and of epochs.
 */
public final class TrainAdvection {
    private TrainAdvection() {}

    public static void main(String[] arguments) throws IOException {
        int sequences = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2400;
        int epochs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
        long start = System.nanoTime();
        TrainingOutcome outcome = AdvectionNetwork.train(sequences, epochs, (progress, checkpoint) -> {
            System.out.printf(
                    "epoch %d of %d: loss %.5f, held out %.5f, %.0f s%n",
                    progress.epoch(), epochs, progress.loss(), progress.heldOut(), (System.nanoTime() - start) / 1e9);
            return true;
        });
        try (OutputStream file = Files.newOutputStream(Path.of(arguments[0]))) {
            BundledModel.write(outcome.model(), file);
        }
        System.out.printf("held out %.5f%n", outcome.scores().get("loss.held_out"));
    }
}
