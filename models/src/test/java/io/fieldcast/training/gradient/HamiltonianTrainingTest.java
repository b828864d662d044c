package io.fieldcast.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.VectorField;
import io.fieldcast.training.Checkpoint;
import io.fieldcast.training.TrainingWatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HamiltonianTrainingTest {
    private static final int[] SAMPLES = IntStream.range(0, 7).toArray();

    private final HamiltonianTraining training = new HamiltonianTraining(4, 12, 9);
    private final double[] states = GradientCheck.normal(28, 1);
    private final double[] derivatives = GradientCheck.normal(28, 2);

    @Test
    void itsGradientsAreThoseOfFiniteDifferences() {
        assertThat(GradientCheck.largestError(
                        training.energyLoss(states, derivatives), training.startEnergy(3), SAMPLES, 60))
                .isLessThan(1e-6);
        assertThat(GradientCheck.largestError(
                        training.plainLoss(states, derivatives), training.startPlain(3), SAMPLES, 60))
                .isLessThan(1e-6);
    }

    @Test
    void servesWhatItTrained() {
        double[] energy = training.startEnergy(5);
        assertServed(training.energy(energy), training.energyLoss(states, derivatives), energy);
        double[] plain = training.startPlain(5);
        assertServed(training.plain(plain), training.plainLoss(states, derivatives), plain);
    }

    private void assertServed(VectorField served, Loss loss, double[] weights) {
        double[] trained = ((GraphLoss) loss).output("field", weights, SAMPLES);
        // Samples are rows in the graph and columns in the served network.
        int members = SAMPLES.length;
        double[] columns = new double[states.length];
        for (int i = 0; i < states.length; i++) {
            columns[(i % 4) * members + i / 4] = states[i];
        }
        double[] derivative = new double[states.length];
        served.derivative(
                columns, 0, new double[0], 0, members, derivative, 0, new double[served.scratchSize(members)], 0);
        for (int i = 0; i < states.length; i++) {
            assertThat(derivative[(i % 4) * members + i / 4]).isCloseTo(trained[i], within(1e-10));
        }
    }

    @Test
    void aShortTrainingOnASpringAlreadyKeepsItsEnergyLongerThanAPlainNetworkDoes() {
        Orbits orbits = Orbits.training(Orbits.Mechanics.SPRING, 30, 0.1, 11);
        Orbits exact = Orbits.exact(Orbits.Mechanics.SPRING, 10, 200, 101, 12);
        HamiltonianTraining small = new HamiltonianTraining(2, 32, 32);
        int[] fit = orbits.samples(0, 25);
        int[] heldOut = orbits.samples(25, 30);
        Descent.Settings settings = new Descent.Settings(100, 750, 1e-2, 0.05, 100);
        double[] energy = new Descent(
                        small.energyLoss(orbits.states(), orbits.derivatives()), fit, heldOut, settings, 1)
                .run("energy", small.startEnergy(1), Checkpoint.NONE, TrainingWatch.NONE)
                .weights();
        double[] plain = new Descent(small.plainLoss(orbits.states(), orbits.derivatives()), fit, heldOut, settings, 1)
                .run("plain", small.startPlain(1), Checkpoint.NONE, TrainingWatch.NONE)
                .weights();
        double ofEnergy = OrbitScore.of(small.energy(energy), exact, 200, 20).energy();
        double ofPlain = OrbitScore.of(small.plain(plain), exact, 200, 20).energy();
        assertThat(ofEnergy).isLessThan(ofPlain / 10).isLessThan(0.01);
    }
}
