package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.ConservesMass} on equal cells: the plain sum is kept to 1e-12 of the sum of magnitudes. */
public interface ConservesMassContract extends PropagatorContract {
    @Seeds
    default void keepsTheSum(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        Ensemble before = ensemble.copy();
        advance(propagator, ensemble, step(gen));
        for (int m = 0; m < ensemble.members(); m++) {
            double[] state = States.of(before, m);
            assertThat(States.sum(States.of(ensemble, m)))
                    .as("sum of member %d", m)
                    .isCloseTo(States.sum(state), within(1e-12 * States.sumOfMagnitudes(state)));
        }
    }
}
