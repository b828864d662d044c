package io.fieldcast.training.inversion;

import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.VectorField;
import java.util.List;

/**
 * Lorenz-96 under a forcing {@code F + A sin(2πt / period)} with both numbers to be learned; the last row of the state is the time.
 * Immutable.
 */
record ForcedLorenz96(int ring, double period) implements VectorField {
    @Override
    public int size() {
        return ring + 1;
    }

    @Override
    public List<Parameter> parameters() {
        ParameterTransform identity = new ParameterTransform.Identity();
        return List.of(new Parameter("forcing", 10, 2, 0, identity), new Parameter("amplitude", 4, 1.5, 0, identity));
    }

    @Override
    public void derivative(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] derivative,
            int atDerivative,
            double[] scratch,
            int atScratch) {
        new Lorenz96(ring, 0)
                .derivative(
                        state,
                        atState,
                        parameters,
                        atParameters,
                        members,
                        derivative,
                        atDerivative,
                        scratch,
                        atScratch);
        for (int m = 0; m < members; m++) {
            double phase = 2 * Math.PI * state[atState + ring * members + m] / period;
            double forcing = parameters[atParameters + m] + parameters[atParameters + members + m] * Math.sin(phase);
            for (int i = 0; i < ring; i++) {
                derivative[atDerivative + i * members + m] += forcing;
            }
            derivative[atDerivative + ring * members + m] = 1;
        }
    }
}
