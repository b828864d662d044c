package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;

/**
 * {@code dx_i/dt = (x_{i+1} − x_{i−2}) x_{i−1} − x_i + F} on a ring: the small chaotic atmosphere on which filters are compared.
 * Immutable.
 *
 * @param size variables on the ring, at least 4
 * @param forcing F; 8 is chaotic
 * @see <a href="https://doi.org/10.1017/CBO9780511617652.004">Lorenz (1996), Predictability: a problem partly solved</a>
 */
public record Lorenz96(int size, double forcing) implements VectorField {
    public Lorenz96 {
        Check.that(size >= 4, "the ring needs at least 4 variables, got %d", size);
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
        for (int i = 0; i < size; i++) {
            int here = atState + i * members;
            int next = atState + (i + 1 == size ? 0 : i + 1) * members;
            int before = atState + (i == 0 ? size - 1 : i - 1) * members;
            int twoBefore = atState + (i < 2 ? size + i - 2 : i - 2) * members;
            int to = atDerivative + i * members;
            for (int m = 0; m < members; m++) {
                derivative[to + m] =
                        (state[next + m] - state[twoBefore + m]) * state[before + m] - state[here + m] + forcing;
            }
        }
    }
}
