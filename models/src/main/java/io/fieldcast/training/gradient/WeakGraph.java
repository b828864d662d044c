package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.network.Features;
import io.fieldcast.training.WeakForm;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Graph of what a stable flow {@code x' = −∇ε(x)} leaves over in the weak form, {@code ∫ ψ' x dt − ∫ ψ ∇ε(x) dt}, over {@code ∫ ψ dt}: mean
 * square, in units of frames of the scale 1 and of their spacing. No frame is differentiated and none stands alone as the start of a run,
 * so that noise in the frames averages out.
 *
 * @see <a href="https://proceedings.neurips.cc/paper/2020/hash/d9dbc51dc534921589adf460c85cd824-Abstract.html">Course, Evans and Nair
 *     (2020)</a>
 */
final class WeakGraph {
    private WeakGraph() {}

    /** The loss, to be fed with {@code frame.0}, {@code frame.1} and so on, samples × places each; weights are the energy's. */
    static GraphLoss loss(Features features, int[] widths, WeakForm form) {
        SameDiff graph = GraphLoss.graph();
        FlatWeights flat = new FlatWeights(graph, EnergyGraph.count(features, widths, true));
        EnergyGraph energy = new EnergyGraph(flat, features, widths, true);
        double[] bump = form.bump();
        double[] slope = form.slope(1);
        double area = 0;
        SDVariable left = graph.constant(0.0);
        for (int frame = 0; frame < form.window(); frame++) {
            SDVariable state = GraphLoss.placeholder(graph, "frame." + frame, features.copies());
            left = left.add(state.mul(slope[frame]));
            if (bump[frame] > 0) {
                left = left.sub(energy.gradient(state).mul(bump[frame]));
                area += bump[frame];
            }
        }
        SDVariable residual = left.mul(1 / area);
        return new GraphLoss(graph, graph.mean("loss", graph.math().square(residual)));
    }
}
