package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.network.EnergyNetwork;
import io.fieldcast.dynamics.network.Features;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Graph of an {@link EnergyNetwork}'s gradient, its weights in the same order; where it has stiffnesses, their logarithms come after
 * them. The inputs are of the scale 1. Selections and neighbours are products with constant matrices.
 */
final class EnergyGraph {
    private final SameDiff graph;
    private final Features features;
    private final TanhGraph hidden;
    private final SDVariable head;
    private final boolean stiff;
    private final SDVariable stiffness;
    private final SDVariable[] matrices;

    /** @param stiff whether the energy has squares beside its perceptron */
    EnergyGraph(FlatWeights flat, Features features, int[] widths, boolean stiff) {
        int[] sizes = new int[widths.length + 1];
        sizes[0] = features.inputs();
        System.arraycopy(widths, 0, sizes, 1, widths.length);
        this.graph = flat.graph();
        this.features = features;
        this.hidden = new TanhGraph(flat, sizes);
        this.head = flat.take(1, widths[widths.length - 1]);
        this.stiff = stiff;
        this.stiffness = stiff ? graph.math().exp(flat.take(1, features.inputs())) : head;
        this.matrices = features.difference().length == 0 ? new SDVariable[0] : matrices();
    }

    /** Weights of such a graph. */
    static int count(Features features, int[] widths, boolean stiff) {
        return EnergyNetwork.count(features.inputs(), widths) + (stiff ? features.inputs() : 0);
    }

    /** Length of a state. */
    int size() {
        return features.size();
    }

    /** ∂E/∂x for states of shape samples × size. */
    SDVariable gradient(SDVariable state) {
        SDVariable inputs = gather(state);
        List<SDVariable> activations = hidden.forward(inputs);
        SDVariable last = activations.get(activations.size() - 1);
        // The last layer's weights for every sample; the product with zero only gives them its shape.
        SDVariable gradient = hidden.backward(activations, last.mul(0.0).add(head));
        return scatter(stiff ? gradient.add(inputs.mul(stiffness)) : gradient);
    }

    private SDVariable gather(SDVariable state) {
        if (matrices.length == 0) {
            return state;
        }
        int layers = features.layers();
        int nodes = features.copies();
        SDVariable seen = state.reshape(-1, layers, nodes).permute(0, 2, 1).reshape(-1, layers);
        SDVariable differences = graph.mmul(state, matrices[0]).reshape(-1, 1);
        return graph.mmul(seen, matrices[1]).add(graph.mmul(differences, matrices[2]));
    }

    private SDVariable scatter(SDVariable gradient) {
        if (matrices.length == 0) {
            return gradient;
        }
        int layers = features.layers();
        int nodes = features.copies();
        SDVariable bySeen = graph.mmul(gradient, matrices[1], false, true, false)
                .reshape(-1, nodes, layers)
                .permute(0, 2, 1)
                .reshape(-1, (long) layers * nodes);
        SDVariable byDifferences =
                graph.mmul(gradient, matrices[2], false, true, false).reshape(-1, nodes);
        return bySeen.add(graph.mmul(byDifferences, matrices[0], false, true, false));
    }

    /** From the state to all differences; from the layers at a place, and from its difference, to the inputs there. */
    private SDVariable[] matrices() {
        int layers = features.layers();
        int nodes = features.copies();
        double[] difference = features.difference();
        INDArray differences = Nd4j.zeros(features.size(), nodes);
        for (int to = 0; to < nodes; to++) {
            for (int from = 0; from < nodes; from++) {
                differences.putScalar(from, to, difference[to * nodes + from]);
            }
        }
        INDArray placeInput = Nd4j.zeros(layers, layers + 1);
        for (int layer = 0; layer < layers; layer++) {
            placeInput.putScalar(layer, layer, 1);
        }
        INDArray differenceInput = Nd4j.zeros(1, layers + 1);
        differenceInput.putScalar(0, layers, 1);
        return new SDVariable[] {
            graph.constant(differences), graph.constant(placeInput), graph.constant(differenceInput)
        };
    }
}
