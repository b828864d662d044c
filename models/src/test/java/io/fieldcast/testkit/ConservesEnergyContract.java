package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.ConservesEnergy} over ten steps of one length: the energy stays within the claimed share and 1e-12 of what it was. */
public interface ConservesEnergyContract extends PropagatorContract {
    @Seeds
    default void keepsTheEnergyToTheClaimedShare(Gen gen) {
        Propagator propagator = propagator(gen);
        double share = propagator.claims().stream()
                .filter(Claim.ConservesEnergy.class::isInstance)
                .mapToDouble(claim -> ((Claim.ConservesEnergy) claim).share())
                .min()
                .orElseThrow();
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        double[] start = Energies.of(propagator, ensemble);
        double step = step(gen);
        for (int i = 0; i < 10; i++) {
            advance(propagator, ensemble, step);
            double[] now = Energies.of(propagator, ensemble);
            for (int m = 0; m < start.length; m++) {
                assertThat(now[m])
                        .as("energy of member %d", m)
                        .isCloseTo(start[m], within((share + 1e-12) * Math.abs(start[m]) + 1e-12));
            }
        }
    }
}
