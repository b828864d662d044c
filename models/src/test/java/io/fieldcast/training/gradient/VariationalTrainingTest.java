package io.fieldcast.training.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.dynamics.network.Mlp;
import io.fieldcast.dynamics.network.VariationalNetwork.Space;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VariationalTrainingTest {
    private static final int HORIZON = 3;
    private static final int[] WINDOWS = {0, 1, 2, 3};
    private static final double STEP = 0.2;

    /** Seven frames of two positions and their velocities. */
    private final double[] frames = GradientCheck.normal(4 * 7, 1);

    private static VariationalTraining training(Space space) {
        return new VariationalTraining(2, new int[] {6, 5}, STEP, space);
    }

    /** Weights, and starts that are not the frames. */
    private double[] unknowns(double[] weights) {
        double[] starts = Arrays.copyOf(frames, 4 * WINDOWS.length);
        for (int i = 0; i < starts.length; i++) {
            starts[i] += 0.1 * Math.sin(i);
        }
        return VariationalTraining.unknowns(weights, starts);
    }

    @ParameterizedTest
    @EnumSource(Space.class)
    void itsGradientsAreThoseOfFiniteDifferences(Space space) {
        VariationalTraining training = training(space);
        assertThat(GradientCheck.largestError(
                        training.potentialLoss(frames, HORIZON), unknowns(training.startPotential(2)), WINDOWS, 60))
                .isLessThan(1e-6);
        assertThat(GradientCheck.largestError(
                        training.residualLoss(frames, HORIZON), unknowns(training.startResidual(2)), WINDOWS, 60))
                .isLessThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource(Space.class)
    void servesWhatItTrained(Space space) {
        VariationalTraining training = training(space);
        double[] weights = training.startPotential(3);
        GraphLoss loss = (GraphLoss) training.potentialLoss(frames, HORIZON);
        Propagator propagator = Splitting.VELOCITY_VERLET.over(training.potential(weights), STEP, 1);
        int members = WINDOWS.length;
        Ensemble ensemble = Ensemble.ofState(4, members);
        for (int i = 0; i < 4 * members; i++) {
            ensemble.values()[(i % 4) * members + i / 4] = frames[i];
        }
        double[] scratch = new double[propagator.scratchSize(members)];
        propagator.advance(ensemble, 1, scratch);
        propagator.advance(ensemble, 1, scratch);
        double[] unknowns = VariationalTraining.unknowns(weights, Arrays.copyOf(frames, 4 * members));
        double[] places = loss.output("at.2", unknowns, WINDOWS);
        double[] momenta = loss.output("with.2", unknowns, WINDOWS);
        for (int i = 0; i < 2 * members; i++) {
            int at = (i % 2) * members + i / 2;
            assertThat(ensemble.values()[at]).isCloseTo(places[i], within(1e-10));
            assertThat(ensemble.values()[2 * members + at]).isCloseTo(momenta[i], within(1e-10));
        }
    }

    @Test
    void servesTheResidualNetworkThatItTrained() {
        VariationalTraining training = training(Space.LINE);
        double[] weights = training.startResidual(3);
        double[] unknowns = VariationalTraining.unknowns(weights, Arrays.copyOf(frames, 4 * WINDOWS.length));
        GraphLoss loss = (GraphLoss) training.residualLoss(frames, HORIZON);
        double[] trained = loss.output("at.1", unknowns, new int[] {0});
        Mlp served = training.residual(weights);
        double[] change = new double[4];
        served.forward(frames, 0, 1, change, 0, new double[served.forwardScratch(1)], 0);
        for (int i = 0; i < 2; i++) {
            assertThat(frames[i] + change[i]).isCloseTo(trained[i], within(1e-10));
        }
    }

    /** A pendulum that goes over the top, {@code q'' = −sin q}, its angle wrapped into ±π. */
    @Test
    void onTheCircleAPendulumThatGoesRoundIsLearnedFromWrappedAngles() {
        int seen = 40;
        double[] exact = new double[3 * seen];
        double q = 0;
        double p = 2.3;
        for (int frame = 0; frame < exact.length / 2; frame++) {
            exact[2 * frame] = Math.IEEEremainder(q, 2 * Math.PI);
            exact[2 * frame + 1] = p;
            for (int part = 0; part < 100; part++) {
                p -= STEP / 200 * Math.sin(q);
                q += STEP / 100 * p;
                p -= STEP / 200 * Math.sin(q);
            }
        }
        assertThat(q).as("it goes round").isGreaterThan(4 * Math.PI);
        double[] noise = GradientCheck.normal(2 * seen, 5);
        double[] noisy = Arrays.copyOf(exact, 2 * seen);
        for (int i = 0; i < noisy.length; i++) {
            noisy[i] += 0.02 * noise[i];
        }
        List<VariationalTraining.Stage> stages = List.of(
                new VariationalTraining.Stage(4, new Descent.Settings(300, 64, 2e-2, 0.02, 300)),
                new VariationalTraining.Stage(16, new Descent.Settings(60, 64, 5e-3, 0.02, 60)));
        double circle = worstTurn(Space.CIRCLE, noisy, exact, stages);
        double line = worstTurn(Space.LINE, noisy, exact, stages);
        assertThat(circle).isLessThan(0.5);
        assertThat(line).as("on a line the jump at π is a riddle").isGreaterThan(3 * circle);
    }

    /** Largest distance on the circle between the exact swing, half as long again as what was seen, and the run of what was learned. */
    private static double worstTurn(
            Space space, double[] noisy, double[] exact, List<VariationalTraining.Stage> stages) {
        VariationalTraining training = new VariationalTraining(1, new int[] {12, 12}, STEP, space);
        VariationalTraining.Fit fit = training.fitPotential(noisy, stages, 1);
        Propagator propagator = Splitting.VELOCITY_VERLET.over(training.potential(fit.weights()), STEP, 1);
        Ensemble ensemble = Ensemble.ofState(2, 2);
        double[] scratch = new double[propagator.scratchSize(2)];
        ensemble.values()[0] = fit.start()[0];
        ensemble.values()[2] = fit.start()[1];
        double worst = 0;
        for (int i = 0; i < exact.length; i += 2) {
            double apart = Math.IEEEremainder(ensemble.values()[0] - exact[i], 2 * Math.PI);
            worst = Math.max(worst, Math.abs(apart));
            propagator.advance(ensemble, 1, scratch);
        }
        return worst;
    }
}
