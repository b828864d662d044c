package io.fieldcast.training.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.DeepModels;
import io.fieldcast.dynamics.FlowNetwork;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.Gen;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The graph that is trained against the network that is served, and its gradients against differences. */
class FlowGraphTest {
    private static final Grid GRID = new Grid(24, 17, 0, 0, 1);
    private static final int[] MEMBERS = {0, 1, 2};

    private final FlowSamples samples = samples();
    private final Gen gen = new Gen(5);
    private final TrainedModel model = DeepModels.random(gen, 5);
    private final FlowGraph graph = new FlowGraph(samples, MEMBERS.length, 6, model);
    private final FlowBatch batch = new FlowBatch(samples, MEMBERS, new int[] {0, 23, 200, 215, 300, 407});

    private static FlowSamples samples() {
        FlowSamples samples = new FlowSamples(GRID);
        samples.addSimulated(3, 0, MEMBERS.length);
        return samples;
    }

    @Test
    void servesWhatItTrains() {
        FlowNetwork network = new FlowNetwork(GRID, model);
        int count = 3 * network.bases().size();
        double[] trained = graph.coefficients(batch);
        double[] frames = new double[3 * GRID.size()];
        double[] sequence = new double[4 * GRID.size()];
        for (int member : MEMBERS) {
            new AdvectionSimulation(GRID, 3).write(member, 4, sequence);
            for (int i = 0; i < 3; i++) {
                System.arraycopy(sequence, (2 - i) * GRID.size(), frames, i * GRID.size(), GRID.size());
            }
            double[] served = new double[count];
            network.coefficients(frames, 0, served, 0, new double[network.scratchSize()], 0);
            for (int k = 0; k < count; k++) {
                assertThat(served[k]).isCloseTo(trained[member * count + k], within(1e-10));
            }
        }
    }

    @Test
    void gradientsEqualFiniteDifferences() {
        Map<String, INDArray> gradients = graph.gradients(batch);
        for (String name : graph.names()) {
            double[] gradient =
                    Objects.requireNonNull(gradients.get(name)).dup('c').data().asDouble();
            double[] weights = graph.weights(name);
            for (int trial = 0; trial < 6; trial++) {
                int at = gen.integer(0, weights.length - 1);
                double difference = (lossWith(name, weights, at, 1e-5) - lossWith(name, weights, at, -1e-5)) / 2e-5;
                assertThat(gradient[at]).as("%s[%d]", name, at).isCloseTo(difference, within(1e-6));
            }
            assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow())
                    .as(name)
                    .isGreaterThan(1e-4);
        }
    }

    private double lossWith(String name, double[] weights, int at, double change) {
        double[] moved = weights.clone();
        moved[at] += change;
        graph.set(name, moved);
        double loss = graph.loss(batch);
        graph.set(name, weights);
        return loss;
    }
}
