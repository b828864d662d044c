package io.fieldcast.training.dl4j;

import io.fieldcast.domain.Check;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One step of the integro-difference equation on a grid of cells, row-major: {@code y_i = Σ k_ij x_j} with
 * {@code k_ij ∝ exp(−|s_j − s_i − w|² / 4D)}, every row of k summing to one. Learns the offset w and the diffusivity D, in cells and cells
 * squared a step. The kernel is a dense matrix: for a few thousand cells at most.
 *
 * @see <a href="https://doi.org/10.1016/j.spasta.2020.100408">Zammit-Mangion and Wikle (2020)</a>
 */
public final class IntegroDifferenceLayer extends SameDiffLayer {
    /** The offset's two components. */
    public static final String OFFSET = "offset";

    /** Natural logarithm of the diffusivity above its floor. */
    public static final String LOG_DIFFUSIVITY = "log.diffusivity";

    /** Below it a sampled kernel is narrower than the cells that it is sampled on. */
    public static final double LEAST_DIFFUSIVITY = 0.2;

    private static final long serialVersionUID = 1;

    private final int columns;
    private final int rows;

    /** @param columns cells along x, at least 1; {@code rows} along y */
    public IntegroDifferenceLayer(int columns, int rows) {
        Check.that(columns >= 1 && rows >= 1, "a grid needs cells, got %d x %d", columns, rows);
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public SDVariable defineLayer(
            SameDiff graph, SDVariable input, Map<String, SDVariable> weights, @Nullable SDVariable mask) {
        SDVariable[] offset = graph.split(weights.get(OFFSET), 2, 1);
        SDVariable diffusivity = graph.math().exp(weights.get(LOG_DIFFUSIVITY)).add(LEAST_DIFFUSIVITY);
        SDVariable x = squares(graph, true, offset[0]);
        SDVariable y = squares(graph, false, offset[1]);
        // Not a quotient: its gradient with respect to a single learned number comes out wrong.
        SDVariable sharpness = graph.math().reciprocal(diffusivity.mul(-4));
        SDVariable kernel = graph.nn().softmax(x.add(y).mul(sharpness), 1);
        return input.mmul(graph.transpose(kernel));
    }

    /** {@code (s_j − s_i − w)²} along one axis, cells × cells. */
    private SDVariable squares(SameDiff graph, boolean alongX, SDVariable offset) {
        return graph.math()
                .square(graph.constant(differences(alongX, offset.dataType())).sub(offset));
    }

    /** {@code s_j − s_i} along one axis, cells × cells, in the network's own precision. */
    private INDArray differences(boolean alongX, DataType type) {
        int cells = columns * rows;
        double[] values = new double[cells * cells];
        for (int i = 0; i < cells; i++) {
            for (int j = 0; j < cells; j++) {
                values[i * cells + j] = alongX ? j % columns - i % columns : rowOf(j) - rowOf(i);
            }
        }
        return Nd4j.createFromArray(values).reshape(cells, cells).castTo(type);
    }

    private int rowOf(int cell) {
        return cell / columns;
    }

    @Override
    public void defineParameters(SDLayerParams parameters) {
        parameters.addBiasParam(OFFSET, 1, 2);
        parameters.addBiasParam(LOG_DIFFUSIVITY, 1, 1);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> parameters) {
        parameters.values().forEach(parameter -> parameter.assign(0));
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return InputType.feedForward((long) columns * rows);
    }
}
