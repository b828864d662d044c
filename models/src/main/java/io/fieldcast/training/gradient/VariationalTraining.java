package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.network.Correction;
import io.fieldcast.dynamics.network.EnergyNetwork;
import io.fieldcast.dynamics.network.Features;
import io.fieldcast.dynamics.network.Mlp;
import io.fieldcast.dynamics.network.VariationalNetwork;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingWatch;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits a {@link VariationalNetwork}, or a residual network {@code x⁺ = x + y(x)} of the same width to compare it with, to noisy frames of
 * positions and velocities: mean squared error of every frame of the windows that begin at each frame. Where a window's run starts is
 * unknown too and fitted with the weights: a run from the noisy frame itself would take the noise for motion, and the swing would come out
 * too slow or too fast, which adds up over many turns. Windows grow from stage to stage. Masses are one.
 *
 * @see <a href="https://arxiv.org/abs/1910.09349">Saemundsson, Terenin, Hofmann and Deisenroth (2020)</a>
 * @see <a href="https://doi.org/10.1007/978-3-642-61450-6_19">Bock (1983), multiple shooting for parameters of differential equations</a>
 */
public final class VariationalTraining {
    private static final double LONGEST_GRADIENT = 0.1;

    private final int positions;
    private final int[] widths;
    private final double step;
    private final VariationalNetwork.Space space;

    /**
     * One stage of the fit.
     *
     * @param horizon frames that follow the first in a window, at least 1; all that there are where there are fewer
     */
    public record Stage(int horizon, Descent.Settings settings) {
        public Stage {
            Check.that(horizon >= 1, "horizon must be at least 1, got %d", horizon);
        }
    }

    /** What was found. Immutable. */
    public static final class Fit {
        private final double[] weights;
        private final double[] start;

        private Fit(double[] weights, double[] start) {
            this.weights = weights;
            this.start = start;
        }

        /** The network's weights, a copy. */
        public double[] weights() {
            return weights.clone();
        }

        /** Positions and velocities with which the run through the frames starts, a copy. */
        public double[] start() {
            return start.clone();
        }
    }

    /**
     * @param positions of the system
     * @param widths of the hidden layers
     * @param step time between frames, above 0
     * @param space where the positions live; on a circle they are angles that may have been wrapped
     */
    public VariationalTraining(int positions, int[] widths, double step, VariationalNetwork.Space space) {
        Check.that(step > 0, "step must be above 0, got %s", step);
        this.positions = positions;
        this.widths = widths.clone();
        this.step = step;
        this.space = space;
    }

    /**
     * The variational network that fits best.
     *
     * @param frames frames × (positions, velocities), row-major
     */
    public Fit fitPotential(double[] frames, List<Stage> stages, long seed) {
        return fit(startPotential(seed), frames, horizon -> potentialLoss(frames, horizon), stages, seed);
    }

    /** The residual network that fits best; as {@link #fitPotential}. */
    public Fit fitResidual(double[] frames, List<Stage> stages, long seed) {
        return fit(startResidual(seed), frames, horizon -> residualLoss(frames, horizon), stages, seed);
    }

    private Fit fit(double[] weights, double[] frames, Function<Integer, Loss> losses, List<Stage> stages, long seed) {
        int width = 2 * positions;
        int count = frames.length / width;
        double[] unknowns = unknowns(weights, frames);
        for (Stage stage : stages) {
            int horizon = Math.min(stage.horizon(), count - 1);
            int windows = count - horizon;
            // The starts of the longer windows are among those of the shorter ones.
            double[] start = Arrays.copyOf(unknowns, weights.length + windows * width);
            Loss loss = new ClippedLoss(losses.apply(horizon), LONGEST_GRADIENT);
            int[] all = IntStream.range(0, windows).toArray();
            unknowns = new Descent(loss, all, new int[0], stage.settings(), seed)
                    .run("horizon." + horizon, start, Checkpoint.NONE, TrainingWatch.NONE)
                    .weights();
        }
        double[] start = Arrays.copyOfRange(unknowns, weights.length, weights.length + width);
        return new Fit(Arrays.copyOf(unknowns, weights.length), start);
    }

    /** First weights of the potential. */
    double[] startPotential(long seed) {
        return InitialWeights.energy(seed, seen(), widths);
    }

    /** First weights of the residual network. */
    double[] startResidual(long seed) {
        return InitialWeights.perceptron(seed, 2 * positions, widths);
    }

    /** Weights and, after them, frames as the starts of windows. */
    static double[] unknowns(double[] weights, double[] frames) {
        double[] unknowns = Arrays.copyOf(weights, weights.length + frames.length);
        System.arraycopy(frames, 0, unknowns, weights.length, frames.length);
        return unknowns;
    }

    /** The variational network with such weights, as it is served. */
    public VariationalNetwork potential(double[] weights) {
        double[] masses = new double[positions];
        Arrays.fill(masses, 1);
        return new VariationalNetwork(
                new EnergyNetwork(Features.whole(seen()), widths, weights, new double[seen()], 1, Correction.NONE),
                masses,
                space);
    }

    /** The change from frame to frame of the residual network with such weights, as it is served. */
    public Mlp residual(double[] weights) {
        return new Mlp(sizes(), weights);
    }

    /** Loss of the potential's weights and, after them, of the starts of the windows, each of which is a sample. */
    Loss potentialLoss(double[] frames, int horizon) {
        SameDiff graph = GraphLoss.graph();
        int windows = frames.length / (2 * positions) - horizon;
        int weights = EnergyNetwork.count(seen(), widths);
        FlatWeights flat = new FlatWeights(graph, weights + windows * 2 * positions);
        EnergyGraph energy = new EnergyGraph(flat, Features.whole(seen()), widths, false);
        SDVariable start = start(graph, flat, windows);
        SDVariable[] halves = StepGraph.halves(graph, positions);
        SDVariable place = graph.mmul(start, halves[0]);
        SDVariable momentum = graph.mmul(start, halves[1]);
        SDVariable drift = graph.constant(Nd4j.scalar(step));
        return loss(graph, frames, horizon, new VerletGraph(graph, energy, space, drift, step, place, momentum));
    }

    /** As {@link #potentialLoss}. */
    Loss residualLoss(double[] frames, int horizon) {
        SameDiff graph = GraphLoss.graph();
        int windows = frames.length / (2 * positions) - horizon;
        FlatWeights flat = new FlatWeights(graph, Mlp.count(sizes()) + windows * 2 * positions);
        MlpGraph network = new MlpGraph(flat, sizes());
        SDVariable start = start(graph, flat, windows);
        MotionGraph motion = StepGraph.ofMotion(graph, x -> x.add(network.forward(x)), positions, start);
        return loss(graph, frames, horizon, motion);
    }

    /** Starts of the chosen windows: rows of the unit matrix choose. */
    private SDVariable start(SameDiff graph, FlatWeights flat, int windows) {
        SDVariable chosen = GraphLoss.placeholder(graph, "window", windows);
        return graph.mmul(chosen, flat.take(windows, 2 * positions));
    }

    private Loss loss(SameDiff graph, double[] frames, int horizon, MotionGraph motion) {
        int windows = frames.length / (2 * positions) - horizon;
        SDVariable sum = graph.constant(0.0);
        for (int frame = 0; frame <= horizon; frame++) {
            if (frame > 0) {
                motion.advance();
            }
            SDVariable places = GraphLoss.placeholder(graph, "place." + frame, positions);
            SDVariable speeds = GraphLoss.placeholder(graph, "speed." + frame, positions);
            SDVariable missed = motion.place().rename("at." + frame).sub(places);
            SDVariable slower = motion.momentum().rename("with." + frame).sub(speeds);
            sum = sum.add(squares(graph, missed).mean())
                    .add(graph.math().square(slower).mean());
        }
        GraphLoss loss = new GraphLoss(graph, sum.mul(0.5 / (horizon + 1)).rename("loss"));
        double[] unit = new double[windows * windows];
        for (int window = 0; window < windows; window++) {
            unit[window * windows + window] = 1;
        }
        loss.feed("window", new Samples(unit, windows));
        for (int frame = 0; frame <= horizon; frame++) {
            loss.feed("place." + frame, new Samples(column(frames, frame, windows, 0), positions));
            loss.feed("speed." + frame, new Samples(column(frames, frame, windows, positions), positions));
        }
        return loss;
    }

    private SDVariable squares(SameDiff graph, SDVariable missed) {
        if (space == VariationalNetwork.Space.LINE) {
            return graph.math().square(missed);
        }
        // Whole turns do not count.
        return graph.math().cos(missed).rsub(1.0).mul(2.0);
    }

    /** Positions or velocities of {@code windows} frames. */
    private double[] column(double[] frames, int from, int windows, int offset) {
        double[] column = new double[windows * positions];
        for (int i = 0; i < column.length; i++) {
            column[i] = frames[(from + i / positions) * 2 * positions + offset + i % positions];
        }
        return column;
    }

    /** What the potential sees of the positions. */
    private int seen() {
        return space == VariationalNetwork.Space.LINE ? positions : 2 * positions;
    }

    private int[] sizes() {
        return InitialWeights.sizes(2 * positions, widths, 2 * positions);
    }
}
