package io.fieldcast.training.gradient;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Graph of a perceptron's hidden layers, forward and, as forward operations, backward. Rows are samples. */
final class TanhGraph {
    private final SameDiff graph;
    private final List<SDVariable> weights = new ArrayList<>();
    private final List<SDVariable> biases = new ArrayList<>();

    /** @param sizes of the input and of every hidden layer */
    TanhGraph(FlatWeights flat, int... sizes) {
        this.graph = flat.graph();
        for (int layer = 1; layer < sizes.length; layer++) {
            weights.add(flat.take(sizes[layer], sizes[layer - 1]));
            biases.add(flat.take(1, sizes[layer]));
        }
    }

    /** Activations of every layer, for inputs of shape samples × inputs. */
    List<SDVariable> forward(SDVariable input) {
        List<SDVariable> activations = new ArrayList<>();
        SDVariable from = input;
        for (int layer = 0; layer < weights.size(); layer++) {
            from = graph.math().tanh(product(from, weights.get(layer), true).add(biases.get(layer)));
            activations.add(from);
        }
        return activations;
    }

    /** Carries a gradient, samples × last layer, back to the inputs. */
    SDVariable backward(List<SDVariable> activations, SDVariable gradient) {
        SDVariable above = gradient;
        for (int layer = weights.size() - 1; layer >= 0; layer--) {
            SDVariable slope = graph.math().square(activations.get(layer)).rsub(1.0);
            above = product(above.mul(slope), weights.get(layer), false);
        }
        return above;
    }

    private SDVariable product(SDVariable left, SDVariable right, boolean transposed) {
        return graph.mmul(left, right, false, transposed, false);
    }
}
