package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/**
 * Tests {@link Claim.DissipatesEnergy} over ten steps of one length: the energy never rises above any earlier one by more than the claimed
 * share, and 1e-12 for rounding.
 */
public interface DissipatesEnergyContract extends PropagatorContract {
    @Seeds
    default void neverRaisesTheEnergyBeyondTheClaimedShare(Gen gen) {
        Propagator propagator = propagator(gen);
        double share = propagator.claims().stream()
                .filter(Claim.DissipatesEnergy.class::isInstance)
                .mapToDouble(claim -> ((Claim.DissipatesEnergy) claim).share())
                .min()
                .orElseThrow();
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        double[] least = Energies.of(propagator, ensemble);
        double step = step(gen);
        for (int i = 0; i < 10; i++) {
            advance(propagator, ensemble, step);
            double[] now = Energies.of(propagator, ensemble);
            for (int m = 0; m < least.length; m++) {
                assertThat(now[m])
                        .as("energy of member %d", m)
                        .isLessThanOrEqualTo(least[m] + (share + 1e-12) * Math.abs(least[m]) + 1e-12);
                least[m] = Math.min(least[m], now[m]);
            }
        }
    }
}
