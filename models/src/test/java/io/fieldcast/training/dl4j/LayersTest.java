package io.fieldcast.training.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class LayersTest {
    private static MultiLayerNetwork network(Layer... layers) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new Adam(0.05))
                .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static INDArray gaussian(long seed, int rows, int columns) {
        double[] values = new double[rows * columns];
        new RandomStreams(seed, "layers").stream(0, Purpose.TRUTH).fillGaussian(0, values, 0, values.length);
        return Nd4j.createFromArray(values).reshape(rows, columns);
    }

    private static double trained(MultiLayerNetwork network, DataSet data, int steps) {
        double before = network.score(data);
        for (int i = 0; i < steps; i++) {
            network.fit(data);
        }
        return network.score(data) / before;
    }

    @Test
    void networkWithAHamiltonianLayerLearns() {
        INDArray in = gaussian(1, 64, 3);
        INDArray wanted = in.getColumns(0).mul(in.getColumns(1));
        MultiLayerNetwork network = network(
                new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build(),
                new HamiltonianLayer(8, 8, 2, 0.3),
                new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(8)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build());
        assertThat(trained(network, new DataSet(in, wanted), 60)).isLessThan(0.2);
    }

    private static double energyError(int steps, double step) {
        HamiltonianLayer layer = new HamiltonianLayer(6, 5, steps, step);
        MultiLayerNetwork network = network(
                layer,
                new LossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build());
        INDArray in = gaussian(2, 20, 6);
        INDArray out = network.output(in);
        INDArray before = layer.energy(in, network.getLayer(0).paramTable());
        INDArray after = layer.energy(out, network.getLayer(0).paramTable());
        assertThat(out.sub(in).norm2Number().doubleValue()).isGreaterThan(1);
        return after.sub(before).norm2Number().doubleValue()
                / before.norm2Number().doubleValue();
    }

    @Test
    void hamiltonianLayerKeepsItsEnergyToSecondOrder() {
        double coarse = energyError(40, 0.2);
        double fine = energyError(80, 0.1);
        assertThat(coarse).isLessThan(0.01);
        assertThat(coarse / fine).isCloseTo(4, within(1.0));
        // Three times as far: no drift.
        assertThat(energyError(120, 0.2)).isLessThan(0.02);
    }

    @Test
    void integroDifferenceLayerLearnsTheFlowThatMovedItsFields() {
        int columns = 6;
        int rows = 5;
        INDArray in = gaussian(3, 40, columns * rows);
        MultiLayerNetwork truth = network(new IntegroDifferenceLayer(columns, rows), loss());
        truth.setParams(Nd4j.createFromArray(new double[][] {{1.2, -0.5, -1.0}}));
        DataSet data = new DataSet(in, truth.output(in));
        MultiLayerNetwork learner = network(new IntegroDifferenceLayer(columns, rows), loss());
        assertThat(trained(learner, data, 160)).isLessThan(0.01);
        INDArray offset = learner.getParam("0_" + IntegroDifferenceLayer.OFFSET);
        assertThat(offset.getDouble(0)).isCloseTo(1.2, within(0.05));
        assertThat(offset.getDouble(1)).isCloseTo(-0.5, within(0.05));
    }

    @Test
    void integroDifferenceLayerKeepsAConstantField() {
        MultiLayerNetwork network = network(new IntegroDifferenceLayer(5, 4), loss());
        INDArray out = network.output(Nd4j.ones(DataType.DOUBLE, 2, 20));
        assertThat(out.sub(1).norm2Number().doubleValue()).isLessThan(1e-12);
    }

    private static LossLayer loss() {
        return new LossLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .build();
    }
}
