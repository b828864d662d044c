package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.dynamics.network.EnergyNetwork;
import io.fieldcast.dynamics.network.Features;
import io.fieldcast.training.TrainingData;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingTask;
import io.fieldcast.training.TrainingWatch;
import io.fieldcast.training.WeakForm;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Fits the network of one kind to a history: windows of frames, scaled by their standard deviation while fitting, the held-out ones all
 * later than the fitted ones. Confined to one thread.
 */
final class FieldTraining {
    /** Power of the weak form's bump: smooth at the ends of short windows too. */
    private static final int BUMP = 4;

    private final FieldKind kind;
    private final TrainingTask task;
    private final int[] widths;
    private final int horizon;
    /** Frames of a weak-form window; 0 where the network is run ahead. */
    private final int weak;

    private final Features features;

    FieldTraining(FieldKind kind, TrainingTask task) {
        Choices choices = task.training();
        int width = (int) choices.number("width");
        TrainingData data = task.data();
        this.kind = kind;
        this.task = task;
        this.widths = new int[] {width, width};
        this.horizon = (int) choices.number("horizon");
        this.weak = kind == FieldKind.STABLE_FLOW ? (int) choices.number("weak") : 0;
        this.features =
                Features.neighbours(data.representation(), kind.layers(), choices.number("reach") * data.radius());
    }

    TrainingOutcome train(TrainingWatch watch) {
        Choices choices = task.training();
        int first = kind.moves() ? 1 : 0;
        int fitFrames = task.data().fit();
        int[] fit = starts(first, fitFrames);
        int[] heldOut = starts(fitFrames + first, task.data().frames());
        Check.that(fit.length >= 10, "history has %d whole windows to fit, wanted at least %d", fit.length, 10);
        double scale = standardDeviation();
        FieldRollout rollout = new FieldRollout(kind, features, widths, horizon, (int) choices.number("steps"));
        GraphLoss ahead = rollout.loss();
        int[] starts = new int[fit.length + heldOut.length];
        System.arraycopy(fit, 0, starts, 0, fit.length);
        System.arraycopy(heldOut, 0, starts, fit.length, heldOut.length);
        feed(ahead, starts, scale);
        GraphLoss loss = weak == 0 ? ahead : weakLoss(starts, scale);
        int[] fitted = IntStream.range(0, fit.length).toArray();
        int[] later = IntStream.range(fit.length, starts.length).toArray();
        int epochs = (int) choices.number("epochs");
        Descent.Settings settings = new Descent.Settings(
                epochs, (int) choices.number("batch"), choices.number("rate"), 0.05, (int) choices.number("patience"));
        Descent.Found found =
                new Descent(loss, fitted, later, settings, task.seed()).run(kind.kind(), start(), task.resume(), watch);
        Map<String, Double> scores = new TreeMap<>();
        scores.put("epochs", (double) found.epochs());
        scores.put("rmse.fit", scale * Math.sqrt(mean(ahead, found.weights(), fitted)));
        if (later.length > 0) {
            scores.put("rmse.held_out", scale * Math.sqrt(mean(ahead, found.weights(), later)));
            scores.put("rmse.persistence", persistence(heldOut));
        }
        return new TrainingOutcome(model(found.weights(), scale), scores);
    }

    private static double mean(GraphLoss loss, double[] weights, int[] samples) {
        double sum = 0;
        for (int from = 0; from < samples.length; from += 512) {
            int to = Math.min(samples.length, from + 512);
            sum += (to - from) * loss.value(weights, Arrays.copyOfRange(samples, from, to));
        }
        return sum / samples.length;
    }

    /** Frames from which a whole window runs inside {@code from} to {@code to}. */
    private int[] starts(int from, int to) {
        int before = kind.moves() ? 1 : 0;
        int after = Math.max(horizon, weak - 1);
        return IntStream.range(from, Math.max(from, to - after))
                .filter(now -> task.data().isWhole(now - before, before + 1 + after))
                .toArray();
    }

    private double standardDeviation() {
        TrainingData data = task.data();
        double squares = 0;
        int count = 0;
        for (int frame = 0; frame < data.fit(); frame++) {
            for (int row = 0; data.isWhole(frame, 1) && row < features.copies(); row++, count++) {
                squares += data.value(frame, row) * data.value(frame, row);
            }
        }
        Check.that(squares > 0, "history to fit is zero everywhere");
        return Math.sqrt(squares / count);
    }

    private void feed(GraphLoss loss, int[] starts, double scale) {
        if (kind.moves()) {
            loss.feed("before", frames(starts, -1, scale));
        }
        loss.feed("now", frames(starts, 0, scale));
        for (int frame = 1; frame <= horizon; frame++) {
            loss.feed("next." + frame, frames(starts, frame, scale));
        }
    }

    private GraphLoss weakLoss(int[] starts, double scale) {
        GraphLoss loss = WeakGraph.loss(features, widths, new WeakForm(weak, BUMP, 0));
        for (int frame = 0; frame < weak; frame++) {
            loss.feed("frame." + frame, frames(starts, frame, scale));
        }
        return loss;
    }

    private Samples frames(int[] starts, int shift, double scale) {
        int places = features.copies();
        double[] values = new double[starts.length * places];
        for (int i = 0; i < starts.length; i++) {
            task.data().frame(starts[i] + shift, values, i * places);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= scale;
        }
        return new Samples(values, places);
    }

    /** Root mean squared error of saying over the whole window what is now. */
    private double persistence(int[] starts) {
        TrainingData data = task.data();
        double squares = 0;
        for (int now : starts) {
            for (int frame = now + 1; frame <= now + horizon; frame++) {
                for (int row = 0; row < features.copies(); row++) {
                    double error = data.value(frame, row) - data.value(now, row);
                    squares += error * error;
                }
            }
        }
        return Math.sqrt(squares / ((double) starts.length * horizon * features.copies()));
    }

    /** A model given is a warm start; else a network that says nothing yet beside its squares. */
    private double[] start() {
        TrainedModel earlier = task.dynamics().model();
        if (earlier.kind().equals(kind.kind())) {
            return warm(earlier);
        }
        int inputs = features.inputs();
        int count = EnergyGraph.count(features, widths, true) + kind.extras();
        InitialWeights initial = new InitialWeights(task.seed(), count)
                .layers(inputs, widths[0], widths[1])
                .constant(widths[1], 0);
        // A third is lost in a step, or a turn takes a dozen; momenta weigh one, neighbours pull a little.
        initial.constant(1, Math.log(kind == FieldKind.STABLE_FLOW ? 0.35 : 0.25));
        if (kind.layers() == 2) {
            initial.constant(1, 0);
        }
        return initial.constant(1, Math.log(0.05)).weights();
    }

    private double[] warm(TrainedModel earlier) {
        Check.that(
                Arrays.equals(EnergyNetwork.widths(earlier), widths),
                "the model to start from has layers of %s units, expected %s",
                Arrays.toString(EnergyNetwork.widths(earlier)),
                Arrays.toString(widths));
        int perceptron = EnergyNetwork.count(features.inputs(), widths);
        double[] start =
                Arrays.copyOf(earlier.block("weights", perceptron), perceptron + features.inputs() + kind.extras());
        double[] stiffness = earlier.block("stiffness", features.inputs());
        for (int input = 0; input < stiffness.length; input++) {
            start[perceptron + input] = Math.log(stiffness[input]);
        }
        int at = perceptron + stiffness.length;
        if (kind.moves()) {
            start[at++] = Math.log(earlier.number("share"));
        }
        if (kind == FieldKind.VARIATIONAL || kind == FieldKind.PORT_HAMILTONIAN) {
            start[at] = Math.log(earlier.number(extra()));
        }
        return start;
    }

    private String extra() {
        return kind == FieldKind.VARIATIONAL ? "mass" : "damping";
    }

    private TrainedModel model(double[] weights, double scale) {
        int perceptron = EnergyNetwork.count(features.inputs(), widths);
        int inputs = features.inputs();
        double[] stiffness = new double[inputs];
        for (int input = 0; input < inputs; input++) {
            stiffness[input] = Math.exp(weights[perceptron + input]);
        }
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("hidden", (double) widths.length);
        for (int layer = 0; layer < widths.length; layer++) {
            numbers.put("width." + (layer + 1), (double) widths[layer]);
        }
        numbers.put("scale", scale);
        numbers.put("reach", task.training().number("reach"));
        numbers.put("steps", task.training().number("steps"));
        int at = perceptron + inputs;
        if (kind.moves()) {
            double share = Math.exp(weights[at++]);
            numbers.put("share", share);
            numbers.put("momentum", share * change(scale));
        }
        if (kind == FieldKind.VARIATIONAL || kind == FieldKind.PORT_HAMILTONIAN) {
            numbers.put(extra(), Math.exp(weights[at]));
        }
        return new TrainedModel(
                kind.kind(), numbers, Map.of("weights", Arrays.copyOf(weights, perceptron), "stiffness", stiffness));
    }

    /** Size of a change from frame to frame, relative to that of the frames. */
    private double change(double scale) {
        TrainingData data = task.data();
        double squares = 0;
        int count = 0;
        for (int frame = 1; frame < data.fit(); frame++) {
            for (int row = 0; data.isWhole(frame - 1, 2) && row < features.copies(); row++, count++) {
                double change = data.value(frame, row) - data.value(frame - 1, row);
                squares += change * change;
            }
        }
        return Math.max(1e-6, Math.sqrt(squares / Math.max(1, count)) / scale);
    }
}
