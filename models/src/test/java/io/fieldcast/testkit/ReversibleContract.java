package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.Reversible}: three steps, the momenta turned round, and three steps lead back, to 1e-11 of the largest state on the way. */
public interface ReversibleContract extends PropagatorContract {
    @Seeds
    default void comesBackWithTheMomentaTurnedRound(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, gen.integer(2, 7));
        Ensemble before = ensemble.copy();
        double step = step(gen);
        for (int i = 0; i < 3; i++) {
            advance(propagator, ensemble, step);
        }
        Ensemble middle = ensemble.copy();
        Energies.turn(ensemble);
        for (int i = 0; i < 3; i++) {
            advance(propagator, ensemble, step);
        }
        for (int m = 0; m < ensemble.members(); m++) {
            double[] start = States.of(before, m);
            double size = Math.sqrt(States.sumOfSquares(start) + States.sumOfSquares(States.of(middle, m)));
            assertThat(States.distance(States.of(middle, m), start))
                    .as("it moves")
                    .isGreaterThan(1e-6 * size);
            assertThat(States.distance(Energies.turned(States.of(ensemble, m)), start))
                    .as("member %d", m)
                    .isLessThanOrEqualTo(1e-11 * size);
        }
    }
}
