package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;

/** The checks at the door of every {@link Propagator#advance}. */
public final class Advance {
    private Advance() {}

    /** @throws IllegalArgumentException if step, scratch or a block of the ensemble does not fit {@code propagator} */
    public static void check(Propagator propagator, Ensemble ensemble, double step, double[] scratch) {
        Check.that(step > 0 && Double.isFinite(step), "step must be above 0 and finite, got %s", step);
        Check.atLeast("scratch", scratch, propagator.scratchSize(ensemble.members()));
        rows(ensemble, Propagator.STATE, propagator.stateSize());
        int parameters = propagator.parameters().size();
        if (parameters > 0) {
            rows(ensemble, Propagator.PARAMETERS, parameters);
        }
    }

    private static void rows(Ensemble ensemble, String name, int expected) {
        int rows = ensemble.block(name).rows();
        Check.that(rows == expected, "block %s has %d rows, expected %d", name, rows, expected);
    }
}
