package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.Positive}: non-negative states, some of their cells zero, stay non-negative. */
public interface PositiveContract extends PropagatorContract {
    @Seeds
    default void keepsNonNegativeStatesNonNegative(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        for (int m = 0; m < ensemble.members(); m++) {
            double[] state = States.of(ensemble, m);
            for (int i = 0; i < state.length; i++) {
                state[i] = Math.max(0, state[i]);
            }
            States.set(ensemble, m, state);
        }
        advance(propagator, ensemble, step(gen));
        for (int m = 0; m < ensemble.members(); m++) {
            assertThat(States.of(ensemble, m)).as("member %d", m).satisfies(state -> {
                for (double value : state) {
                    assertThat(value).isNotNegative();
                }
            });
        }
    }
}
