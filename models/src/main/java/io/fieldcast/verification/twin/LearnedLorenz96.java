package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.VectorField;
import io.fieldcast.numerics.DenseKernels;
import java.util.List;

/**
 * Lorenz-96 with a tendency that is learned: {@code dx_i/dt = … + F + p_0 + p_1 x_i}, either term or both. With F = 0 and the
 * first term alone, p_0 is the forcing; both together are a linear closure for what a faster scale does. Immutable.
 *
 * @param resolved Lorenz-96 with the part of the forcing that is known
 * @param parameters of p_0 and, if there are two, p_1
 */
public record LearnedLorenz96(Lorenz96 resolved, List<Parameter> parameters) implements VectorField {
    public LearnedLorenz96 {
        parameters = List.copyOf(parameters);
        Check.that(
                parameters.size() == 1 || parameters.size() == 2,
                "a learned tendency has 1 or 2 parameters, got %d",
                parameters.size());
    }

    @Override
    public int size() {
        return resolved.size();
    }

    @Override
    public void derivative(
            double[] state,
            int atState,
            double[] values,
            int atValues,
            int members,
            double[] derivative,
            int atDerivative,
            double[] scratch,
            int atScratch) {
        resolved.derivative(state, atState, values, atValues, members, derivative, atDerivative, scratch, atScratch);
        for (int i = 0; i < size(); i++) {
            int to = atDerivative + i * members;
            DenseKernels.addScaled(1, values, atValues, derivative, to, members);
            if (parameters.size() == 2) {
                int from = atState + i * members;
                for (int m = 0; m < members; m++) {
                    derivative[to + m] += values[atValues + members + m] * state[from + m];
                }
            }
        }
    }
}
