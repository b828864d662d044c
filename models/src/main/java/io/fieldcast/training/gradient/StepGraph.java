package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The same step again and again. */
final class StepGraph implements MotionGraph {
    private final SameDiff graph;
    private final UnaryOperator<SDVariable> step;
    private final SDVariable[] halves;
    private SDVariable state;

    /**
     * @param step from a state to the next
     * @param halves select positions and momenta from a state; empty where a state is positions alone
     * @param state where it starts, samples × size
     */
    private StepGraph(SameDiff graph, UnaryOperator<SDVariable> step, SDVariable[] halves, SDVariable state) {
        this.graph = graph;
        this.step = step;
        this.halves = halves;
        this.state = state;
    }

    /** Of states that are positions alone. */
    static StepGraph ofPlaces(SameDiff graph, UnaryOperator<SDVariable> step, SDVariable state) {
        return new StepGraph(graph, step, new SDVariable[0], state);
    }

    /** Of states that are so many positions and, after them, as many momenta. */
    static StepGraph ofMotion(SameDiff graph, UnaryOperator<SDVariable> step, int positions, SDVariable state) {
        return new StepGraph(graph, step, halves(graph, positions), state);
    }

    /** Two matrices that select the first and the second {@code size} of twice as many columns. */
    static SDVariable[] halves(SameDiff graph, int size) {
        INDArray first = Nd4j.zeros(2L * size, size);
        INDArray second = Nd4j.zeros(2L * size, size);
        for (int i = 0; i < size; i++) {
            first.putScalar(i, i, 1);
            second.putScalar(i + size, i, 1);
        }
        return new SDVariable[] {graph.constant(first), graph.constant(second)};
    }

    @Override
    public void advance() {
        state = step.apply(state);
    }

    @Override
    public SDVariable place() {
        return halves.length == 0 ? state : graph.mmul(state, halves[0]);
    }

    @Override
    public SDVariable momentum() {
        Check.that(halves.length == 2, "a state of positions alone has no momenta");
        return graph.mmul(state, halves[1]);
    }
}
