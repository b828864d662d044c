package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.Lipschitz}: states far apart and close together part by no more than the factor. */
public interface LipschitzContract extends PropagatorContract {
    @Seeds
    default void partsStatesByNoMoreThanTheFactor(Gen gen) {
        Propagator propagator = propagator(gen);
        double factor = propagator.claims().stream()
                .filter(Claim.Lipschitz.class::isInstance)
                .mapToDouble(claim -> ((Claim.Lipschitz) claim).factor())
                .min()
                .orElseThrow();
        Ensemble ensemble = gen.ensemble(propagator, 3);
        States.shareParameters(ensemble);
        double[] near = States.of(ensemble, 0);
        for (int i = 0; i < near.length; i++) {
            near[i] += 1e-3 * gen.gaussian();
        }
        States.set(ensemble, 2, near);
        Ensemble before = ensemble.copy();
        double step = step(gen);
        advance(propagator, ensemble, step);
        for (int m = 1; m < 3; m++) {
            double apart = States.distance(States.of(before, 0), States.of(before, m));
            // The slack covers the rounding of the two states, which does not shrink with their distance.
            double rounding = 1e-14 * Math.sqrt(States.sumOfSquares(States.of(before, 0)));
            assertThat(States.distance(States.of(ensemble, 0), States.of(ensemble, m)))
                    .isLessThanOrEqualTo(Math.pow(factor, step) * apart * (1 + 1e-12) + rounding);
        }
    }
}
