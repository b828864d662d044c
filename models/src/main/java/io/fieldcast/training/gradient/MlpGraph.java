package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.network.Mlp;
import java.util.Arrays;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Graph of an {@link Mlp}, its weights in the same order. */
final class MlpGraph {
    private final TanhGraph hidden;
    private final SDVariable head;
    private final SDVariable bias;
    private final FlatWeights flat;

    /** @param sizes of the input, of every hidden layer and of the output */
    MlpGraph(FlatWeights flat, int... sizes) {
        int outputs = sizes[sizes.length - 1];
        this.flat = flat;
        this.hidden = new TanhGraph(flat, Arrays.copyOf(sizes, sizes.length - 1));
        this.head = flat.take(outputs, sizes[sizes.length - 2]);
        this.bias = flat.take(1, outputs);
    }

    /** Outputs, samples × outputs. */
    SDVariable forward(SDVariable input) {
        List<SDVariable> activations = hidden.forward(input);
        SDVariable last = activations.get(activations.size() - 1);
        return flat.graph().mmul(last, head, false, true, false).add(bias);
    }
}
