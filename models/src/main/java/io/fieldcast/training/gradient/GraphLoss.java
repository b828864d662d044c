package io.fieldcast.training.gradient;

import io.fieldcast.domain.Check;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.api.OutAndGrad;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A SameDiff graph's loss over tables of samples as a {@link Loss}. Every placeholder of the graph is fed by one table, samples × width.
 * Confined to one thread.
 */
final class GraphLoss implements Loss {
    private final SameDiff graph;
    private final SDVariable loss;
    private final Map<String, Samples> tables = new TreeMap<>();

    /** @param loss a scalar of the graph, whose weights are {@link FlatWeights} */
    GraphLoss(SameDiff graph, SDVariable loss) {
        this.graph = graph;
        this.loss = loss;
        loss.markAsLoss();
        differentiate();
    }

    /** SameDiff tells standard output of every operation that it differentiates: there is no other way to keep it quiet. */
    private void differentiate() {
        synchronized (GraphLoss.class) {
            PrintStream out = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            try {
                graph.createGradFunction(FlatWeights.NAME);
            } finally {
                System.setOut(out);
            }
        }
    }

    /** A graph in double precision, with the library's habits put right. */
    static SameDiff graph() {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        return SameDiff.create();
    }

    /** A placeholder for samples of so many numbers. */
    static SDVariable placeholder(SameDiff graph, String name, int width) {
        return graph.placeHolder(name, DataType.DOUBLE, -1, width);
    }

    /** Feeds the placeholder of that name. */
    GraphLoss feed(String name, Samples samples) {
        tables.put(name, samples);
        return this;
    }

    @Override
    public int weights() {
        return Math.toIntExact(graph.getVariable(FlatWeights.NAME).getArr().length());
    }

    @Override
    public double gradient(double[] weights, int[] samples, double[] gradient) {
        OutAndGrad found = graph.calculateGradientsAndOutputs(
                feed(weights, samples), List.of(loss.name()), List.of(FlatWeights.NAME));
        double[] flat = named(found.getGradients(), FlatWeights.NAME).toDoubleVector();
        System.arraycopy(flat, 0, gradient, 0, flat.length);
        return named(found.getOutputs(), loss.name()).getDouble(0);
    }

    @Override
    public double value(double[] weights, int[] samples) {
        return named(graph.output(feed(weights, samples), List.of(loss.name())), loss.name())
                .getDouble(0);
    }

    /** What the graph's variable of that name is for those weights and samples, row-major. */
    double[] output(String variable, double[] weights, int[] samples) {
        return named(graph.output(feed(weights, samples), List.of(variable)), variable)
                .dup('c')
                .reshape(-1)
                .toDoubleVector();
    }

    private static INDArray named(Map<String, INDArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private Map<String, INDArray> feed(double[] weights, int[] samples) {
        Check.length("weights", weights, weights());
        graph.getVariable(FlatWeights.NAME).getArr().assign(Nd4j.createFromArray(weights));
        Map<String, INDArray> fed = new TreeMap<>();
        tables.forEach((name, table) ->
                fed.put(name, Nd4j.create(table.rows(samples), new long[] {samples.length, table.width()}, 'c')));
        return fed;
    }
}
