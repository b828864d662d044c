package io.fieldcast.training.flow;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingOutcome;
import io.fieldcast.training.TrainingProgress;
import io.fieldcast.training.TrainingWatch;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adam on a {@link FlowGraph}, batch after batch in an order drawn anew each epoch, with a rate that falls as half a cosine. After each epoch
 * the loss on the held-out samples is taken; the weights that are best on them are the result, and training stops when they have not
 * improved for some epochs. Confined to one thread.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015)</a>
 */
final class FlowTraining {
    private static final String BEST = "best.";
    private static final String MOMENTS = "moments";
    private static final String BEST_LOSS = "best.loss";
    private static final String BEST_EPOCH = "best.epoch";
    private static final String STEPS = "steps";

    /** Share of the rate at which the last epoch ends. */
    private static final double LAST_RATE = 0.02;

    /** Bias of the diffusion at the start; from far above its floor it would fall there at once and see no gradient any more. */
    private static final double FIRST_DIFFUSION = -1.5;

    private final FlowSamples fit;
    private final FlowSamples heldOut;
    private final Settings settings;
    private final RandomStreams streams;
    private final FlowGraph graph;
    private final FlowAdam adam;
    private final int batch;

    /**
     * How to train.
     *
     * @param batch samples of a step
     * @param targets cells of each sample that a step predicts
     * @param epochs most passes over the samples
     * @param rate Adam's, at the start
     * @param patience epochs without improvement after which training stops
     */
    record Settings(int batch, int targets, int epochs, double rate, int patience) {
        Settings {
            Check.that(batch >= 1 && targets >= 1 && epochs >= 1, "batch, targets and epochs must be at least 1");
            Check.that(rate > 0, "rate must be above 0, got %s", rate);
            Check.that(patience >= 1, "patience must be at least 1, got %d", patience);
        }
    }

    FlowTraining(FlowSamples fit, FlowSamples heldOut, Settings settings, TrainedModel start, long seed) {
        Check.that(fit.size() >= 1, "there are no %d successive frames without a gap to fit", 4);
        Check.that(heldOut.size() >= 1, "there are no %d successive frames without a gap to hold out", 4);
        this.fit = fit;
        this.heldOut = heldOut;
        this.settings = settings;
        this.streams = new RandomStreams(seed, "flow training");
        this.batch = Math.min(settings.batch(), Math.min(fit.size(), heldOut.size()));
        this.graph = new FlowGraph(fit, batch, settings.targets(), start);
        this.adam = new FlowAdam(graph);
    }

    /** Random weights, of a size that keeps the hidden layers between linear and saturated. */
    static TrainedModel untrained(int hidden, double range, long seed) {
        Draws draws =
                new Draws(new RandomStreams(seed, "flow weights").stream(0, RandomStreams.Purpose.INITIAL_PARAMETERS));
        int[] channels = FlowNetwork.channels(hidden);
        Map<String, double[]> blocks = new HashMap<>();
        for (int layer = 0; layer < FlowNetwork.layers(); layer++) {
            int taps = FlowNetwork.side(layer) * FlowNetwork.side(layer) * channels[layer];
            double[] weights = new double[taps * channels[layer + 1]];
            double size = layer == FlowNetwork.layers() - 1 ? 0.2 : 1;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = size * draws.gaussian() / Math.sqrt(taps);
            }
            blocks.put(FlowNetwork.weightName(layer), weights);
            double[] biases = new double[channels[layer + 1]];
            if (layer == FlowNetwork.layers() - 1) {
                biases[2] = FIRST_DIFFUSION;
            }
            blocks.put(FlowNetwork.biasName(layer), biases);
        }
        return new TrainedModel(
                FlowNetwork.KIND, Map.of(FlowNetwork.HIDDEN, (double) hidden, FlowNetwork.RANGE, range), blocks);
    }

    /** Trains from the start or from where {@code resume} stands. */
    TrainingOutcome run(String stage, Checkpoint resume, TrainingWatch watch) {
        TrainedModel best = graph.model();
        double bestLoss = resume.isNone() ? heldOutLoss() : resume.state().number(BEST_LOSS);
        int bestEpoch = resume.isNone() ? 0 : resume.state().size(BEST_EPOCH);
        if (!resume.isNone()) {
            graph.set(resume.state());
            adam.restore(resume.state().block(MOMENTS), resume.state().size(STEPS));
            best = bestOf(resume.state());
        }
        double loss = Double.NaN;
        for (int epoch = resume.epoch();
                epoch < settings.epochs() && epoch - bestEpoch < settings.patience();
                epoch++) {
            loss = epoch(epoch);
            double held = heldOutLoss();
            if (held < bestLoss) {
                bestLoss = held;
                bestEpoch = epoch + 1;
                best = graph.model();
            }
            TrainingProgress progress =
                    new TrainingProgress(stage, epoch + 1, loss, held, (epoch + 1.0) / settings.epochs());
            if (!watch.epoch(progress, new Checkpoint(epoch + 1, state(best, bestLoss, bestEpoch)))) {
                break;
            }
        }
        Map<String, Double> scores = new HashMap<>(Map.of("loss.held_out", bestLoss));
        if (Double.isFinite(loss)) {
            scores.put("loss.fit", loss);
        }
        return new TrainingOutcome(best, scores);
    }

    private double epoch(int epoch) {
        Draws draws = new Draws(streams.stream(epoch, RandomStreams.Purpose.ANALYSIS));
        int[] order = shuffled(fit.size(), draws);
        int steps = fit.size() / batch;
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            int[] members = IntStream.range(step * batch, (step + 1) * batch)
                    .map(i -> order[i])
                    .toArray();
            double done = (epoch + (double) step / steps) / settings.epochs();
            double rate = settings.rate() * (LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + Math.cos(Math.PI * done)));
            FlowBatch some = new FlowBatch(fit, members, cells(draws));
            sum += adam.step(some, rate);
        }
        return sum / steps;
    }

    /** Always of the same cells, so that epochs compare. */
    private double heldOutLoss() {
        Draws draws = new Draws(streams.stream(-1, RandomStreams.Purpose.ANALYSIS));
        int steps = heldOut.size() / batch;
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            int[] members = IntStream.range(step * batch, (step + 1) * batch).toArray();
            sum += graph.loss(new FlowBatch(heldOut, members, cells(draws)));
        }
        return sum / steps;
    }

    private int[] cells(Draws draws) {
        int[] cells = new int[settings.targets()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = draws.below(fit.grid().size());
        }
        return cells;
    }

    private static int[] shuffled(int count, Draws draws) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = draws.below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private TrainedModel state(TrainedModel best, double bestLoss, int bestEpoch) {
        TrainedModel now = graph.model();
        Map<String, double[]> blocks = new HashMap<>();
        for (String name : now.blockNames()) {
            blocks.put(name, now.block(name));
            blocks.put(BEST + name, best.block(name));
        }
        blocks.put(MOMENTS, adam.moments());
        Map<String, Double> numbers = new HashMap<>();
        for (String name : now.numberNames()) {
            numbers.put(name, now.number(name));
        }
        numbers.put(BEST_LOSS, bestLoss);
        numbers.put(BEST_EPOCH, (double) bestEpoch);
        numbers.put(STEPS, (double) adam.steps());
        return new TrainedModel(FlowNetwork.KIND, numbers, blocks);
    }

    private TrainedModel bestOf(TrainedModel state) {
        TrainedModel now = graph.model();
        Map<String, double[]> blocks = new HashMap<>();
        Map<String, Double> numbers = new HashMap<>();
        now.blockNames().forEach(name -> blocks.put(name, state.block(BEST + name)));
        now.numberNames().forEach(name -> numbers.put(name, now.number(name)));
        return new TrainedModel(FlowNetwork.KIND, numbers, blocks);
    }
}
