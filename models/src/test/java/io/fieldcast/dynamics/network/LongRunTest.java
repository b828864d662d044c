package io.fieldcast.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.dynamics.hamiltonian.Splitting;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Energies;
import org.junit.jupiter.api.Test;

/** Energies along trajectories of networks with random weights. */
class LongRunTest {
    private static final double STEP = 0.3;

    private static VariationalNetwork potential() {
        return new VariationalNetwork(
                Untrained.energy(Features.whole(1), 0.5, Correction.NONE, 3),
                new double[] {1.2},
                VariationalNetwork.Space.LINE);
    }

    private static Ensemble start(int size) {
        Ensemble ensemble = Ensemble.ofState(size, 2);
        System.arraycopy(Untrained.normal(2 * size, 1, 21), 0, ensemble.values(), 0, 2 * size);
        return ensemble;
    }

    /** Largest energy error in each tenth of {@code steps}, over both members. */
    private static double[] errors(Propagator propagator, int steps) {
        Ensemble ensemble = start(propagator.stateSize());
        double[] scratch = new double[propagator.scratchSize(2)];
        double[] before = Energies.of(propagator, ensemble);
        double[] errors = new double[10];
        for (int step = 0; step < steps; step++) {
            propagator.advance(ensemble, 1, scratch);
            double[] now = Energies.of(propagator, ensemble);
            int tenth = (int) (10L * step / steps);
            for (int m = 0; m < 2; m++) {
                errors[tenth] = Math.max(errors[tenth], Math.abs(now[m] - before[m]));
            }
        }
        return errors;
    }

    @Test
    void aHamiltonianNetworkKeepsItsLearnedEnergyAlongItsOwnTrajectory() {
        HamiltonianNetwork network = new HamiltonianNetwork(Untrained.energy(Features.whole(2), 0, Correction.NONE, 1));
        double[] errors = errors(new RungeKutta4(network, 1, 100), 20);
        assertThat(errors[9]).isLessThan(1e-8);
    }

    @Test
    void aVariationalNetworksEnergyErrorDoesNotGrowAsThatOfRungeAndKuttaDoes() {
        double[] variational = errors(Splitting.VELOCITY_VERLET.over(potential(), STEP, 1), 100_000);
        double[] plain = errors(new RungeKutta4(potential(), STEP, 1), 100_000);
        assertThat(variational[9] / variational[0]).isLessThan(1.3);
        assertThat(plain[9] / plain[0]).isGreaterThan(3);
    }

    @Test
    void aVariationalNetworkFindsItsWayBackThroughTenThousandSteps() {
        Propagator propagator = Splitting.VELOCITY_VERLET.over(potential(), STEP, 1);
        Ensemble ensemble = start(2);
        double[] before = ensemble.values().clone();
        double[] scratch = new double[propagator.scratchSize(2)];
        for (int leg = 0; leg < 2; leg++) {
            for (int step = 0; step < 10_000; step++) {
                propagator.advance(ensemble, 1, scratch);
            }
            ensemble.values()[2] *= -1;
            ensemble.values()[3] *= -1;
        }
        for (int i = 0; i < before.length; i++) {
            assertThat(ensemble.values()[i]).isCloseTo(before[i], within(1e-9));
        }
    }
}
