package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.VectorField;
import java.util.List;

/**
 * {@code u' = −c u_x + ν u_xx − λ u + f} on a ring of unit spacing by central differences, the speed c and the diffusivity ν being
 * parameters, {@code f = 0.1 (sin(6πi/n) + 0.5 cos(14πi/n))}. Immutable.
 *
 * @param size places n, at least 3
 * @param relaxation λ, at least 0
 * @param parameters of c and ν, in this order
 */
public record TransportOnRing(int size, double relaxation, List<Parameter> parameters) implements VectorField {
    public TransportOnRing {
        Check.that(size >= 3, "the ring needs at least 3 places, got %d", size);
        Check.that(parameters.size() == 2, "expected speed and diffusivity, got %s", parameters);
        parameters = List.copyOf(parameters);
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
        int diffusivity = atValues + members;
        for (int i = 0; i < size; i++) {
            double source = source(i);
            int here = atState + i * members;
            int next = atState + (i + 1) % size * members;
            int before = atState + (i + size - 1) % size * members;
            int to = atDerivative + i * members;
            for (int m = 0; m < members; m++) {
                double gradient = 0.5 * (state[next + m] - state[before + m]);
                double curvature = state[next + m] - 2 * state[here + m] + state[before + m];
                derivative[to + m] = -values[atValues + m] * gradient
                        + values[diffusivity + m] * curvature
                        - relaxation * state[here + m]
                        + source;
            }
        }
    }

    private double source(int place) {
        double angle = Math.PI * place / size;
        return 0.1 * (StrictMath.sin(6 * angle) + 0.5 * StrictMath.cos(14 * angle));
    }
}
