package io.fieldcast.training.flow;

import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.dynamics.TrainedModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The differentiable twin of {@link FlowNetwork} and of the stencil that it steers, in double precision. The stencil is evaluated at some
 * target cells only, over a fixed window around each, with the Gaussian as a product of its parts along x and y. Confined to one thread.
 */
final class FlowGraph {
    /** Cells from a target to the edge of its window: the largest offset and a little more than a kernel.s width. */
    static final int REACH = 7;

    static final int SIDE = 2 * REACH + 1;

    private static final String FEATURES = "features";
    private static final String SHARES = "shares";
    private static final String PATCHES = "patches";
    private static final String INSIDE_X = "inside.x";
    private static final String INSIDE_Y = "inside.y";
    private static final String TARGET = "target";
    private static final String LOSS = "loss";
    private static final String COEFFICIENTS = "coefficients";

    private final SameDiff graph = SameDiff.create();
    private final List<String> names = new ArrayList<>();
    private final int hidden;
    private final double range;

    /** @param start weights to start from, of kind {@link FlowNetwork#KIND} */
    FlowGraph(FlowSamples samples, int batch, int targets, TrainedModel start) {
        int rows = samples.bases().rows();
        int columns = samples.bases().columns();
        int centres = rows * columns;
        this.hidden = start.size(FlowNetwork.HIDDEN);
        this.range = start.number(FlowNetwork.RANGE);
        int[] channels = FlowNetwork.channels(hidden);
        SDVariable signal = graph.placeHolder(FEATURES, DataType.DOUBLE, batch, channels[0], rows, columns);
        for (int layer = 0; layer < FlowNetwork.layers(); layer++) {
            signal = convolve(signal, layer, channels, start);
            if (layer < FlowNetwork.layers() - 1) {
                signal = graph.math().tanh(signal);
            }
        }
        SDVariable offsetX = graph.math()
                .tanh(output(signal, 0, batch, rows, columns).mul(0.5))
                .mul(range);
        SDVariable offsetY = graph.math()
                .tanh(output(signal, 1, batch, rows, columns).mul(0.5))
                .mul(range);
        SDVariable diffusion =
                graph.nn().softplus(output(signal, 2, batch, rows, columns)).add(FlowNetwork.FLOOR);
        graph.concat(COEFFICIENTS, 1, offsetX, offsetY, diffusion);
        SDVariable shares = graph.placeHolder(SHARES, DataType.DOUBLE, centres, targets);
        SDVariable width = field(diffusion, shares, batch, targets).mul(4);
        SDVariable alongX = axis(INSIDE_X, field(offsetX, shares, batch, targets), width, targets);
        SDVariable alongY = axis(INSIDE_Y, field(offsetY, shares, batch, targets), width, targets);
        SDVariable patches = graph.placeHolder(PATCHES, DataType.DOUBLE, batch, targets, SIDE, SIDE);
        SDVariable gathered =
                patches.mul(graph.reshape(alongX, batch, targets, 1, SIDE)).sum(3);
        SDVariable predicted = gathered.mul(alongY).sum(2);
        SDVariable target = graph.placeHolder(TARGET, DataType.DOUBLE, batch, targets);
        SDVariable error = predicted.sub(target);
        error.mul(error).mean().rename(LOSS);
        graph.setLossVariables(LOSS);
    }

    private SDVariable convolve(SDVariable signal, int layer, int[] channels, TrainedModel start) {
        int side = FlowNetwork.side(layer);
        int in = channels[layer];
        int out = channels[layer + 1];
        String weight = FlowNetwork.weightName(layer);
        String bias = FlowNetwork.biasName(layer);
        names.add(weight);
        names.add(bias);
        double[] weights = start.block(weight, side * side * in * out);
        SDVariable kernel = graph.var(weight, Nd4j.createFromArray(weights).reshape('c', side, side, in, out));
        SDVariable offset = graph.var(bias, Nd4j.createFromArray(start.block(bias, out)));
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(side)
                .kW(side)
                .sH(1)
                .sW(1)
                .pH(side / 2)
                .pW(side / 2)
                .dataFormat("NCHW")
                .build();
        return graph.cnn().conv2d(signal, kernel, offset, config);
    }

    private SDVariable output(SDVariable signal, int channel, int batch, int rows, int columns) {
        SDVariable one = graph.slice(signal, new int[] {0, channel, 0, 0}, new int[] {batch, 1, rows, columns});
        return graph.reshape(one, batch, (long) rows * columns);
    }

    private SDVariable field(SDVariable coefficients, SDVariable shares, int batch, int targets) {
        return graph.reshape(graph.mmul(coefficients, shares), batch, targets, 1);
    }

    /** Normalised weights of the window's cells along one axis, batch × targets × side. */
    private SDVariable axis(String inside, SDVariable offset, SDVariable width, int targets) {
        double[] steps = new double[SIDE];
        for (int i = 0; i < SIDE; i++) {
            steps[i] = i - REACH;
        }
        SDVariable distance = graph.constant(Nd4j.createFromArray(steps).reshape('c', 1, 1, SIDE))
                .sub(offset);
        SDVariable mask = graph.placeHolder(inside, DataType.DOUBLE, 1, targets, SIDE);
        SDVariable weights =
                graph.math().exp(distance.mul(distance).div(width).neg()).mul(mask);
        return weights.div(weights.sum(true, 2));
    }

    /** Names of all weights and biases. */
    List<String> names() {
        return names;
    }

    /** Loss of a batch and the gradient with respect to each of {@link #names}. */
    Map<String, INDArray> gradients(FlowBatch batch) {
        return graph.calculateGradients(placeholders(batch), names);
    }

    double loss(FlowBatch batch) {
        return graph.outputSingle(placeholders(batch), LOSS).getDouble(0);
    }

    /** Offsets and diffusion at the centres, batch × (3 · centres). */
    double[] coefficients(FlowBatch batch) {
        return graph.outputSingle(placeholders(batch), COEFFICIENTS).data().asDouble();
    }

    private static Map<String, INDArray> placeholders(FlowBatch batch) {
        return Map.of(
                FEATURES, batch.features(),
                SHARES, batch.shares(),
                PATCHES, batch.patches(),
                INSIDE_X, batch.insideX(),
                INSIDE_Y, batch.insideY(),
                TARGET, batch.target());
    }

    /** Number of numbers in a block. */
    int length(String name) {
        return Math.toIntExact(graph.getVariable(name).getArr().length());
    }

    /** A copy of a block of weights. */
    double[] weights(String name) {
        return graph.getVariable(name).getArr().dup('c').data().asDouble();
    }

    /** Replaces a block of weights. */
    void set(String name, double[] weights) {
        INDArray held = graph.getVariable(name).getArr();
        held.assign(Nd4j.createFromArray(weights).reshape('c', held.shape()));
    }

    /** Takes over all weights of a model with blocks of these names. */
    void set(TrainedModel model) {
        names.forEach(name -> set(name, model.block(name, length(name))));
    }

    /** The weights as a model. */
    TrainedModel model() {
        Map<String, double[]> blocks = new HashMap<>();
        for (String name : names) {
            blocks.put(name, weights(name));
        }
        return new TrainedModel(
                FlowNetwork.KIND, Map.of(FlowNetwork.HIDDEN, (double) hidden, FlowNetwork.RANGE, range), blocks);
    }
}
