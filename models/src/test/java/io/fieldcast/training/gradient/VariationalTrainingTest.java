package io.fieldcast.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.numerics.Ensemble;
import org.junit.jupiter.api.Test;

class VariationalTrainingTest {
    private static final int[] SAMPLES = {0, 1, 2, 3};
    private static final double STEP = 0.2;

    private final VariationalTraining training = new VariationalTraining(2, new int[] {6, 5}, 3, STEP);
    private final double[] frames = GradientCheck.normal(4 * 7, 1);

    @Test
    void itsGradientsAreThoseOfFiniteDifferences() {
        assertThat(GradientCheck.largestError(training.potentialLoss(frames), training.startPotential(2), SAMPLES, 40))
                .isLessThan(1e-6);
        assertThat(GradientCheck.largestError(training.residualLoss(frames), training.startResidual(2), SAMPLES, 40))
                .isLessThan(1e-6);
    }

    @Test
    void servesWhatItTrained() {
        double[] weights = training.startPotential(3);
        double[] trained = ((GraphLoss) training.potentialLoss(frames)).output("state.2", weights, SAMPLES);
        Propagator propagator = Splitting.VELOCITY_VERLET.over(training.potential(weights), STEP, 1);
        int members = SAMPLES.length;
        Ensemble ensemble = Ensemble.ofState(4, members);
        for (int i = 0; i < 4 * members; i++) {
            ensemble.values()[(i % 4) * members + i / 4] = frames[i];
        }
        double[] scratch = new double[propagator.scratchSize(members)];
        propagator.advance(ensemble, 1, scratch);
        propagator.advance(ensemble, 1, scratch);
        for (int i = 0; i < 4 * members; i++) {
            assertThat(ensemble.values()[(i % 4) * members + i / 4]).isCloseTo(trained[i], within(1e-10));
        }
    }
}
