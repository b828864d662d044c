package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.Dissipative}: no member's sum of squares grows by more than 1e-13 of itself. */
public interface DissipativeContract extends PropagatorContract {
    @Seeds
    default void neverRaisesTheSumOfSquares(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        Ensemble before = ensemble.copy();
        advance(propagator, ensemble, step(gen));
        for (int m = 0; m < ensemble.members(); m++) {
            assertThat(States.sumOfSquares(States.of(ensemble, m)))
                    .as("sum of squares of member %d", m)
                    .isLessThanOrEqualTo(States.sumOfSquares(States.of(before, m)) * (1 + 1e-13));
        }
    }
}
