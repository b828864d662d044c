package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.Orthogonal}: each member's sum of squares is kept to 1e-12. */
public interface OrthogonalContract extends PropagatorContract {
    @Seeds
    default void keepsTheSumOfSquares(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        Ensemble before = ensemble.copy();
        advance(propagator, ensemble, step(gen));
        for (int m = 0; m < ensemble.members(); m++) {
            double energy = States.sumOfSquares(States.of(before, m));
            assertThat(States.sumOfSquares(States.of(ensemble, m)))
                    .as("sum of squares of member %d", m)
                    .isCloseTo(energy, within(1e-12 * energy));
        }
    }
}
