package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.util.List;

/** What every {@link Propagator#advance} begins with: checks at the door, and parameters in the model's own form. */
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

    /**
     * Writes the learned numbers of every member in the model's own form, one row each.
     *
     * @param target receives {@code parameters × members} numbers from {@code at} on
     */
    public static void modelParameters(Propagator propagator, Ensemble ensemble, double[] target, int at) {
        modelParameters(propagator.parameters(), ensemble, target, at);
    }

    /** As {@link #modelParameters(Propagator, Ensemble, double[], int)}, of numbers whose propagator is not at hand. */
    public static void modelParameters(List<Parameter> parameters, Ensemble ensemble, double[] target, int at) {
        if (parameters.isEmpty()) {
            return;
        }
        int members = ensemble.members();
        double[] values = ensemble.values();
        int from = ensemble.block(Propagator.PARAMETERS).from() * members;
        for (int row = 0; row < parameters.size(); row++) {
            ParameterTransform transform = parameters.get(row).transform();
            for (int i = row * members; i < (row + 1) * members; i++) {
                target[at + i] = transform.toModel(values[from + i]);
            }
        }
    }

    private static void rows(Ensemble ensemble, String name, int expected) {
        int rows = ensemble.block(name).rows();
        Check.that(rows == expected, "block %s has %d rows, expected %d", name, rows, expected);
    }
}
