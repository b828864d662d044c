package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** All weights of a graph as one flat variable, handed out piece by piece. Confined to one thread. */
final class FlatWeights {
    /** Name of the variable. */
    static final String NAME = "weights";

    private final SameDiff graph;
    private final SDVariable all;
    private final int count;
    private int taken;

    /** A variable of {@code count} weights in {@code graph}. */
    FlatWeights(SameDiff graph, int count) {
        this.graph = graph;
        this.count = count;
        this.all = graph.var(NAME, Nd4j.zeros(DataType.DOUBLE, count));
    }

    SameDiff graph() {
        return graph;
    }

    /** The next weights as an array of the given shape, row-major. */
    SDVariable take(int... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        Check.that(taken + size <= count, "weights are too few for the graph: %d, wanted %d", count, taken + size);
        SDVariable piece = graph.slice(all, new int[] {taken}, size);
        taken += size;
        return piece.reshape(Arrays.stream(shape).asLongStream().toArray());
    }
}
