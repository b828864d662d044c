package io.fieldcast.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Energies;
import io.fieldcast.testkit.Gen;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The network kinds run free, untrained, from a random state and with random parameters: finite, and the energy where the claim has it.
 * Symplectic steps promise no bound on the energy, but on so smooth an energy they have one.
 */
class FreeNetworkTest {
    private static final int LOOK_EVERY = 100;

    static Stream<Dynamics> kinds() {
        return Dynamics.kinds().values().stream().filter(NetworkDynamics.class::isInstance);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void staysWithinItsClaimForAThousandSteps(Dynamics kind) {
        run(kind, 1_000);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("kinds")
    void staysWithinItsClaimForAHundredThousandSteps(Dynamics kind) {
        run(kind, 100_000);
    }

    private static void run(Dynamics kind, int steps) {
        int inputs = kind instanceof StableFlowDynamics || kind instanceof VariationalNetworkDynamics ? 2 : 3;
        Propagator propagator = Untrained.propagator(kind, Untrained.stations(), inputs, 5);
        boolean dissipates = propagator.claims().contains(new Claim.DissipatesEnergy());
        Ensemble ensemble = new Gen(17).ensemble(propagator, 2);
        double[] scratch = new double[propagator.scratchSize(2)];
        double[] before = Energies.of(propagator, ensemble);
        for (int look = 0; look < steps / LOOK_EVERY; look++) {
            for (int i = 0; i < LOOK_EVERY; i++) {
                propagator.advance(ensemble, 1, scratch);
            }
            assertThat(ensemble.isFinite()).isTrue();
            double[] now = Energies.of(propagator, ensemble);
            for (int m = 0; m < now.length; m++) {
                double allowed = dissipates ? 1e-10 : 0.05;
                assertThat(now[m] - before[m]).isLessThanOrEqualTo(allowed * (1 + Math.abs(before[m])));
                before[m] = dissipates ? Math.min(before[m], now[m]) : before[m];
            }
        }
    }
}
