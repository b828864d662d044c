package io.fieldcast.training.flow;

import io.fieldcast.domain.Check;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** DL4J's Adam on all weights of a {@link FlowGraph} as one vector, with moments that can be kept and restored. Confined to one thread. */
final class FlowAdam {
    private final FlowGraph graph;
    private final AdamUpdater updater;
    private final INDArray gradient;
    private final INDArray moments;
    private int steps;

    FlowAdam(FlowGraph graph) {
        this.graph = graph;
        long size = graph.names().stream().mapToLong(graph::length).sum();
        this.gradient = Nd4j.zeros(DataType.DOUBLE, 1, size);
        this.moments = Nd4j.zeros(DataType.DOUBLE, 1, 2 * size);
        Adam rule = new Adam();
        this.updater = (AdamUpdater) rule.instantiate(moments, true);
    }

    /** Moves the weights along a batch's gradient; returns the loss before. */
    double step(FlowBatch batch, double rate) {
        double loss = graph.loss(batch);
        Map<String, INDArray> gradients = graph.gradients(batch);
        int at = 0;
        for (String name : graph.names()) {
            INDArray part = Objects.requireNonNull(gradients.get(name), name);
            int length = (int) part.length();
            double[] values = part.dup('c').data().asDouble();
            Check.length("gradient of " + name, values, length);
            for (int i = 0; i < length; i++) {
                gradient.putScalar(at + i, values[i]);
            }
            at += length;
        }
        updater.setConfig(new Adam(rate));
        updater.applyUpdater(gradient, steps++, 0);
        double[] change = gradient.data().asDouble();
        at = 0;
        for (String name : graph.names()) {
            double[] weights = graph.weights(name);
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= change[at++];
            }
            graph.set(name, weights);
        }
        return loss;
    }

    /** Both moments of every weight. */
    double[] moments() {
        return moments.dup('c').data().asDouble();
    }

    int steps() {
        return steps;
    }

    void restore(double[] kept, int keptSteps) {
        moments.assign(Nd4j.createFromArray(kept).reshape('c', moments.shape()));
        steps = keptSteps;
    }
}
