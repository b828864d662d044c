package io.fieldcast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;

/** Tests {@link Claim.Linear}: the step of a weighted sum is the weighted sum of the steps, to 1e-12. */
public interface LinearContract extends PropagatorContract {
    @Seeds
    default void carriesAWeightedSumToTheWeightedSum(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, 3);
        States.shareParameters(ensemble);
        double first = gen.uniform(-2, 2);
        double second = gen.uniform(-2, 2);
        double[] combined = weighted(first, States.of(ensemble, 0), second, States.of(ensemble, 1));
        States.set(ensemble, 2, combined);
        advance(propagator, ensemble, step(gen));
        double[] one = States.of(ensemble, 0);
        double[] other = States.of(ensemble, 1);
        double size = Math.sqrt(States.sumOfSquares(one) + States.sumOfSquares(other));
        assertThat(States.distance(States.of(ensemble, 2), weighted(first, one, second, other)))
                .isLessThanOrEqualTo(1e-12 * size);
    }

    private static double[] weighted(double first, double[] one, double second, double[] other) {
        double[] sum = new double[one.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = first * one[i] + second * other[i];
        }
        return sum;
    }
}
