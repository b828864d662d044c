package io.fieldcast.dynamics;

import io.fieldcast.testkit.Gen;
import java.util.HashMap;
import java.util.Map;

/** Untrained models of a deep integro-difference equation. */
public final class DeepModels {
    private DeepModels() {}

    /** Random weights, of a size that keeps the hidden layers between linear and saturated. */
    public static TrainedModel random(Gen gen, int hidden) {
        int[] channels = FlowNetwork.channels(hidden);
        Map<String, double[]> blocks = new HashMap<>();
        for (int layer = 0; layer < FlowNetwork.layers(); layer++) {
            int taps = FlowNetwork.side(layer) * FlowNetwork.side(layer) * channels[layer];
            double[] weights = gen.gaussians(taps * channels[layer + 1]);
            for (int i = 0; i < weights.length; i++) {
                weights[i] *= 1.5 / Math.sqrt(taps);
            }
            blocks.put(FlowNetwork.weightName(layer), weights);
            blocks.put(FlowNetwork.biasName(layer), gen.gaussians(channels[layer + 1]));
        }
        return new TrainedModel(
                FlowNetwork.KIND, Map.of(FlowNetwork.HIDDEN, (double) hidden, FlowNetwork.RANGE, 5.0), blocks);
    }
}
