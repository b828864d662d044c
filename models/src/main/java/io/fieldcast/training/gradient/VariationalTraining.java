package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.network.Correction;
import io.fieldcast.dynamics.network.EnergyNetwork;
import io.fieldcast.dynamics.network.Features;
import io.fieldcast.dynamics.network.Mlp;
import io.fieldcast.dynamics.network.VariationalNetwork;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits a {@link VariationalNetwork}, or a residual network {@code x⁺ = x + y(x)} of the same width to compare it with, to noisy frames of
 * positions and velocities: mean squared error of every frame on the way from each frame over the next few. Masses are one.
 *
 * @see <a href="https://arxiv.org/abs/1910.09349">Saemundsson, Terenin, Hofmann and Deisenroth (2020)</a>
 */
public final class VariationalTraining {
    private final int positions;
    private final int[] widths;
    private final int horizon;
    private final double step;

    /**
     * @param positions of the system
     * @param widths of the hidden layers
     * @param horizon frames to run from each frame, at least 1
     * @param step time between frames, above 0
     */
    public VariationalTraining(int positions, int[] widths, int horizon, double step) {
        Check.that(horizon >= 1, "horizon must be at least 1, got %d", horizon);
        Check.that(step > 0, "step must be above 0, got %s", step);
        this.positions = positions;
        this.widths = widths.clone();
        this.horizon = horizon;
        this.step = step;
    }

    /** First weights of the potential. */
    public double[] startPotential(long seed) {
        int[] sizes = Arrays.copyOf(sizes(), widths.length + 1);
        sizes[0] = positions;
        return new InitialWeights(stream(seed), EnergyNetwork.count(positions, widths))
                .layers(sizes)
                .matrix(1, widths[widths.length - 1])
                .weights();
    }

    /** First weights of the residual network. */
    public double[] startResidual(long seed) {
        return new InitialWeights(stream(seed), Mlp.count(sizes()))
                .layers(sizes())
                .weights();
    }

    /** The variational network with such weights, as it is served. */
    public VariationalNetwork potential(double[] weights) {
        double[] masses = new double[positions];
        Arrays.fill(masses, 1);
        return new VariationalNetwork(
                new EnergyNetwork(
                        Features.whole(positions), widths, weights, new double[positions], 1, Correction.NONE),
                masses,
                VariationalNetwork.Space.LINE);
    }

    /** The change from frame to frame of the residual network with such weights, as it is served. */
    public Mlp residual(double[] weights) {
        return new Mlp(sizes(), weights);
    }

    /** Frames from which a whole run starts. */
    public int samples(int frames) {
        return frames - horizon;
    }

    /** @param frames frames × (positions, velocities), row-major */
    public Loss potentialLoss(double[] frames) {
        SameDiff graph = GraphLoss.graph();
        FlatWeights flat = new FlatWeights(graph, EnergyNetwork.count(positions, widths));
        EnergyGraph energy = new EnergyGraph(flat, Features.whole(positions), widths, false);
        INDArray first = Nd4j.zeros(2L * positions, positions);
        INDArray second = Nd4j.zeros(2L * positions, positions);
        INDArray drift = Nd4j.zeros(2L * positions, 2L * positions);
        for (int i = 0; i < positions; i++) {
            first.putScalar(i, i, 1);
            second.putScalar(i + positions, i, 1);
            drift.putScalar(i + positions, i, step);
        }
        SDVariable place = graph.constant(first);
        SDVariable speed = graph.constant(second);
        SDVariable moves = graph.constant(drift);
        UnaryOperator<SDVariable> halfKick = x -> {
            SDVariable force = energy.gradient(graph.mmul(x, place)).mul(step / 2);
            return x.sub(graph.mmul(force, speed, false, true, false));
        };
        return loss(graph, frames, x -> {
            SDVariable kicked = halfKick.apply(x);
            return halfKick.apply(kicked.add(graph.mmul(kicked, moves)));
        });
    }

    /** As {@link #potentialLoss}. */
    public Loss residualLoss(double[] frames) {
        SameDiff graph = GraphLoss.graph();
        MlpGraph network = new MlpGraph(new FlatWeights(graph, Mlp.count(sizes())), sizes());
        return loss(graph, frames, x -> x.add(network.forward(x)));
    }

    private Loss loss(SameDiff graph, double[] frames, UnaryOperator<SDVariable> advance) {
        int width = 2 * positions;
        int samples = samples(frames.length / width);
        SDVariable state = GraphLoss.placeholder(graph, "frame.0", width);
        SDVariable sum = graph.constant(0.0);
        for (int frame = 1; frame <= horizon; frame++) {
            state = advance.apply(state).rename("state." + frame);
            SDVariable wanted = GraphLoss.placeholder(graph, "frame." + frame, width);
            sum = sum.add(graph.math().square(state.sub(wanted)).mean());
        }
        GraphLoss loss = new GraphLoss(graph, sum.mul(1.0 / horizon).rename("loss"));
        for (int frame = 0; frame <= horizon; frame++) {
            double[] shifted = Arrays.copyOfRange(frames, frame * width, (frame + samples) * width);
            loss.feed("frame." + frame, new Samples(shifted, width));
        }
        return loss;
    }

    private int[] sizes() {
        int[] sizes = new int[widths.length + 2];
        sizes[0] = 2 * positions;
        System.arraycopy(widths, 0, sizes, 1, widths.length);
        sizes[widths.length + 1] = 2 * positions;
        return sizes;
    }

    private static RandomStreams.Stream stream(long seed) {
        return new RandomStreams(seed, "weights").stream(0, RandomStreams.Purpose.TRAINING);
    }
}
