package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingProgress;
import io.fieldcast.training.TrainingWatch;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam on minibatches, its rate falling along half a cosine, until the epochs are over or held-out samples have shown no gain for a while;
 * the weights that did best on them are what it finds. Where it stands after an epoch is a {@link Checkpoint}: resumed from it, it ends at
 * the same weights to the last bit. Confined to one thread.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015)</a>
 */
public final class Descent {
    private final Loss loss;
    private final int[] fit;
    private final int[] heldOut;
    private final Settings settings;
    private final RandomStreams streams;

    /**
     * @param epochs passes over the samples, at least 1
     * @param batch samples in a step, at least 1
     * @param rate Adam's learning rate at the start, above 0
     * @param lastRate share of it that is left at the end, above 0, at most 1
     * @param patience epochs without a gain on held-out samples after which it stops, at least 1
     */
    public record Settings(int epochs, int batch, double rate, double lastRate, int patience) {
        public Settings {
            Check.that(epochs >= 1, "epochs must be at least 1, got %d", epochs);
            Check.that(batch >= 1, "batch must be at least 1, got %d", batch);
            Check.that(rate > 0, "rate must be above 0, got %s", rate);
            Check.that(lastRate > 0 && lastRate <= 1, "lastRate must lie in 0..1, got %s", lastRate);
            Check.that(patience >= 1, "patience must be at least 1, got %d", patience);
        }

        private double rate(int epoch) {
            double left = (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
            return rate * (lastRate + (1 - lastRate) * left);
        }
    }

    /**
     * @param fit numbers of the samples to fit, at least one
     * @param heldOut numbers of the samples to stop by; without any, all epochs run and the last weights are found
     */
    public Descent(Loss loss, int[] fit, int[] heldOut, Settings settings, long seed) {
        Check.that(fit.length >= 1, "there are no samples to fit");
        this.loss = loss;
        this.fit = fit.clone();
        this.heldOut = heldOut.clone();
        this.settings = settings;
        this.streams = new RandomStreams(seed, "descent");
    }

    /**
     * Where a descent stands.
     *
     * @see Checkpoint
     */
    private static final class Standing {
        int epoch;
        int steps;
        int bestEpoch;
        double best = Double.POSITIVE_INFINITY;
        double[] weights;
        double[] bestWeights;
        double[] moments;

        Standing(double[] start) {
            this.weights = start.clone();
            this.bestWeights = start.clone();
            this.moments = new double[2 * start.length];
        }

        Standing(Checkpoint checkpoint) {
            TrainedModel state = checkpoint.state();
            this.epoch = checkpoint.epoch();
            this.steps = state.size("steps");
            this.bestEpoch = state.size("best.epoch");
            this.best = state.number("best.loss");
            this.weights = state.block("weights");
            this.bestWeights = state.block("best.weights");
            this.moments = state.block("moments");
        }

        Checkpoint checkpoint(String stage) {
            return new Checkpoint(
                    epoch,
                    new TrainedModel(
                            stage,
                            Map.of("steps", (double) steps, "best.epoch", (double) bestEpoch, "best.loss", best),
                            Map.of("weights", weights, "best.weights", bestWeights, "moments", moments)));
        }
    }

    /**
     * What was found.
     *
     * @see #run
     */
    public static final class Found {
        private final double[] weights;
        private final double heldOut;
        private final int epochs;

        private Found(double[] weights, double heldOut, int epochs) {
            this.weights = weights;
            this.heldOut = heldOut;
            this.epochs = epochs;
        }

        /** The weights, a copy. */
        public double[] weights() {
            return weights.clone();
        }

        /** Loss of those weights on the held-out samples, or on the fitted ones where nothing was held out. */
        public double heldOut() {
            return heldOut;
        }

        /** Epochs that were run. */
        public int epochs() {
            return epochs;
        }
    }

    /**
     * Goes down from {@code start}, or from where {@code resume} stands.
     *
     * @param start first weights, left as they were
     * @throws IllegalArgumentException if {@code resume} is not of a descent called {@code stage} over as many weights
     */
    public Found run(String stage, double[] start, Checkpoint resume, TrainingWatch watch) {
        Check.length("start", start, loss.weights());
        Standing at = resume.isNone() ? new Standing(start) : resumed(stage, start.length, resume);
        INDArray moments = Nd4j.create(at.moments, new long[] {1, at.moments.length}, 'c');
        Adam adam = new Adam(settings.rate());
        AdamUpdater updater = (AdamUpdater) adam.instantiate(moments, false);
        updater.setStateViewArray(moments, new long[] {1, start.length}, 'c', false);
        boolean goOn = true;
        while (goOn && at.epoch < settings.epochs() && at.epoch - at.bestEpoch < settings.patience()) {
            adam.setLearningRate(settings.rate(at.epoch));
            double fitted = epoch(at, updater);
            at.epoch++;
            double found = heldOut.length == 0 ? fitted : mean(at.weights, heldOut);
            if (heldOut.length == 0 || found < at.best) {
                at.best = found;
                at.bestEpoch = at.epoch;
                at.bestWeights = at.weights.clone();
            }
            at.moments = moments.toDoubleVector();
            double held = heldOut.length == 0 ? Double.NaN : found;
            goOn = watch.epoch(
                    new TrainingProgress(stage, at.epoch, fitted, held, (double) at.epoch / settings.epochs()),
                    at.checkpoint(stage));
        }
        return new Found(at.bestWeights, at.best, at.epoch);
    }

    private static Standing resumed(String stage, int weights, Checkpoint resume) {
        Check.that(
                resume.state().kind().equals(stage),
                "the checkpoint belongs to stage %s, expected %s",
                resume.state().kind(),
                stage);
        Standing standing = new Standing(resume);
        Check.length("weights of the checkpoint", standing.weights, weights);
        return standing;
    }

    /** One pass over the samples in an order of its own; returns the mean loss on the way. */
    private double epoch(Standing at, AdamUpdater updater) {
        int[] order = shuffled(at.epoch);
        double[] gradient = new double[at.weights.length];
        double sum = 0;
        for (int from = 0; from < order.length; from += settings.batch()) {
            int to = Math.min(order.length, from + settings.batch());
            int[] chosen = Arrays.copyOfRange(order, from, to);
            sum += chosen.length * loss.gradient(at.weights, chosen, gradient);
            INDArray update = Nd4j.create(gradient, new long[] {1, gradient.length}, 'c');
            updater.applyUpdater(update, at.steps, at.epoch);
            double[] moved = update.toDoubleVector();
            for (int i = 0; i < moved.length; i++) {
                at.weights[i] -= moved[i];
            }
            at.steps++;
        }
        return sum / order.length;
    }

    /** Fisher and Yates's shuffle. */
    private int[] shuffled(int epoch) {
        RandomStreams.Stream random = streams.stream(epoch, RandomStreams.Purpose.TRAINING);
        int[] order = fit.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int other = (int) (random.uniform(i) * (i + 1));
            int held = order[i];
            order[i] = order[other];
            order[other] = held;
        }
        return order;
    }

    /** Mean loss, batch by batch, so that held-out time may be longer than memory. */
    private double mean(double[] weights, int[] samples) {
        int most = Math.max(settings.batch(), 512);
        double sum = 0;
        for (int from = 0; from < samples.length; from += most) {
            int to = Math.min(samples.length, from + most);
            sum += (to - from) * loss.value(weights, Arrays.copyOfRange(samples, from, to));
        }
        return sum / samples.length;
    }
}
