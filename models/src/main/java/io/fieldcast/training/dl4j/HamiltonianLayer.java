package io.fieldcast.training.dl4j;

import io.fieldcast.domain.Check;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Störmer and Verlet's steps under the learned energy {@code H(q, p) = Σ log cosh(K p + b) + Σ log cosh(L q + c)}: the input's first half
 * is q, its second p. The map is symplectic, hence reversible and volume-keeping, and H stays within O(h²) of where it began, whatever the
 * weights; gradients neither vanish nor can the layer lose what it was given. Its shape stays.
 *
 * @see <a href="https://doi.org/10.1609/aaai.v32i1.11668">Chang et al. (2018), Reversible architectures</a>
 */
public final class HamiltonianLayer extends SameDiffLayer {
    private static final long serialVersionUID = 1;
    private static final String KINETIC = "K";
    private static final String KINETIC_BIAS = "b";
    private static final String POTENTIAL = "L";
    private static final String POTENTIAL_BIAS = "c";

    private final int size;
    private final int units;
    private final int steps;
    private final double step;

    /**
     * @param size length of the input and output, even
     * @param units terms in each half of the energy, at least 1
     * @param steps steps that the layer makes, at least 1
     * @param step h, above 0; 0.1 is small
     */
    public HamiltonianLayer(int size, int units, int steps, double step) {
        Check.that(size >= 2 && size % 2 == 0, "size must be even, got %d", size);
        Check.that(units >= 1, "units must be at least 1, got %d", units);
        Check.that(steps >= 1, "steps must be at least 1, got %d", steps);
        Check.that(step > 0, "step must be above 0, got %s", step);
        this.size = size;
        this.units = units;
        this.steps = steps;
        this.step = step;
    }

    @Override
    public SDVariable defineLayer(
            SameDiff graph, SDVariable input, Map<String, SDVariable> weights, @Nullable SDVariable mask) {
        SDVariable[] halves = graph.split(input, 2, 1);
        SDVariable q = halves[0];
        SDVariable p = halves[1];
        for (int i = 0; i < steps; i++) {
            p = p.sub(gradient(graph, q, weights, POTENTIAL, POTENTIAL_BIAS).mul(0.5 * step));
            q = q.add(gradient(graph, p, weights, KINETIC, KINETIC_BIAS).mul(step));
            p = p.sub(gradient(graph, q, weights, POTENTIAL, POTENTIAL_BIAS).mul(0.5 * step));
        }
        return graph.concat(1, q, p);
    }

    /** {@code tanh(x Kᵀ + b) K}, the gradient of {@code Σ log cosh(K x + b)}. */
    private static SDVariable gradient(
            SameDiff graph, SDVariable x, Map<String, SDVariable> weights, String matrix, String bias) {
        SDVariable map = weights.get(matrix);
        SDVariable bent = graph.math().tanh(x.mmul(map).add(weights.get(bias)));
        return bent.mmul(graph.transpose(map));
    }

    /**
     * The learned energy of each row of {@code states}.
     *
     * @param states rows × {@code size}
     * @param weights the layer's parameters in a network, as its parameter table names them
     */
    public INDArray energy(INDArray states, Map<String, INDArray> weights) {
        int half = size / 2;
        INDArray q = states.get(NDArrayIndex.all(), NDArrayIndex.interval(0, half));
        INDArray p = states.get(NDArrayIndex.all(), NDArrayIndex.interval(half, size));
        return terms(p, weights, KINETIC, KINETIC_BIAS).add(terms(q, weights, POTENTIAL, POTENTIAL_BIAS));
    }

    private static INDArray terms(INDArray x, Map<String, INDArray> weights, String map, String bias) {
        INDArray inner = x.mmul(Objects.requireNonNull(weights.get(map), map))
                .addRowVector(Objects.requireNonNull(weights.get(bias), bias));
        return Transforms.log(Transforms.cosh(inner, true), false).sum(1);
    }

    @Override
    public void defineParameters(SDLayerParams parameters) {
        parameters.addWeightParam(KINETIC, size / 2, units);
        parameters.addBiasParam(KINETIC_BIAS, 1, units);
        parameters.addWeightParam(POTENTIAL, size / 2, units);
        parameters.addBiasParam(POTENTIAL_BIAS, 1, units);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> parameters) {
        for (Map.Entry<String, INDArray> entry : parameters.entrySet()) {
            if (entry.getKey().equals(KINETIC) || entry.getKey().equals(POTENTIAL)) {
                initWeights(size / 2, units, WeightInit.XAVIER, entry.getValue());
            } else {
                entry.getValue().assign(0);
            }
        }
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward(size);
    }
}
