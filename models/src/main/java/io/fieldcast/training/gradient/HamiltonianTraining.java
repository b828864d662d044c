package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.network.Correction;
import io.fieldcast.dynamics.network.EnergyNetwork;
import io.fieldcast.dynamics.network.Features;
import io.fieldcast.dynamics.network.HamiltonianNetwork;
import io.fieldcast.dynamics.network.Mlp;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits a {@link HamiltonianNetwork}, or a plain {@link Mlp} of the same width to compare it with, to states and their time derivatives:
 * loss {@code |S∇H(x) − x'|²}.
 *
 * @see <a href="https://arxiv.org/abs/1906.01563">Greydanus, Dzamba and Yosinski (2019)</a>
 */
public final class HamiltonianTraining {
    private final int size;
    private final int[] widths;

    /**
     * @param size length of the state, even
     * @param widths of the hidden layers
     */
    public HamiltonianTraining(int size, int... widths) {
        Check.that(size >= 2 && size % 2 == 0, "size must be even and at least 2, got %d", size);
        this.size = size;
        this.widths = widths.clone();
    }

    /** First weights of the energy. */
    public double[] startEnergy(long seed) {
        return InitialWeights.energy(seed, size, widths);
    }

    /** First weights of the plain network. */
    public double[] startPlain(long seed) {
        return InitialWeights.perceptron(seed, size, widths);
    }

    /** The energy with such weights, as it is served. */
    public HamiltonianNetwork energy(double[] weights) {
        return new HamiltonianNetwork(
                new EnergyNetwork(Features.whole(size), widths, weights, new double[size], 1, Correction.NONE));
    }

    /** The plain network with such weights, as it is served. */
    public Mlp plain(double[] weights) {
        return new Mlp(InitialWeights.sizes(size, widths, size), weights);
    }

    /**
     * Loss of the energy.
     *
     * @param states samples × size; not copied
     * @param derivatives of the states by time, samples × size; not copied
     */
    public Loss energyLoss(double[] states, double[] derivatives) {
        SameDiff graph = GraphLoss.graph();
        FlatWeights flat = new FlatWeights(graph, EnergyNetwork.count(size, widths));
        EnergyGraph energy = new EnergyGraph(flat, Features.whole(size), widths, false);
        SDVariable state = GraphLoss.placeholder(graph, "state", size);
        return loss(graph, graph.mmul(energy.gradient(state), graph.constant(canonical(size))), states, derivatives);
    }

    /** Loss of the plain network; as for {@link #energyLoss}. */
    public Loss plainLoss(double[] states, double[] derivatives) {
        SameDiff graph = GraphLoss.graph();
        int[] sizes = InitialWeights.sizes(size, widths, size);
        MlpGraph plain = new MlpGraph(new FlatWeights(graph, Mlp.count(sizes)), sizes);
        SDVariable state = GraphLoss.placeholder(graph, "state", size);
        return loss(graph, plain.forward(state), states, derivatives);
    }

    private Loss loss(SameDiff graph, SDVariable field, double[] states, double[] derivatives) {
        SDVariable wanted = GraphLoss.placeholder(graph, "derivative", size);
        SDVariable loss =
                graph.mean("loss", graph.math().square(field.rename("field").sub(wanted)));
        return new GraphLoss(graph, loss)
                .feed("state", new Samples(states, size))
                .feed("derivative", new Samples(derivatives, size));
    }

    /** Sᵀ, which rows of gradients are multiplied by from the right: {@code q' = ∂H/∂p, p' = −∂H/∂q}. */
    static INDArray canonical(int size) {
        INDArray turned = Nd4j.zeros(size, size);
        for (int i = 0; i < size / 2; i++) {
            turned.putScalar(i + size / 2, i, 1);
            turned.putScalar(i, i + size / 2, -1);
        }
        return turned;
    }
}
