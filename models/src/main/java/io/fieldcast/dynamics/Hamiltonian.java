package io.fieldcast.dynamics;

/**
 * Energy H of a state {@code x = (q, p)}, positions in the first half of the rows and momenta in the second, and the motion
 * {@code q' = ∂H/∂p, p' = −∂H/∂q} that keeps it. Immutable.
 *
 * @see <a href="https://doi.org/10.1007/3-540-30666-8">Hairer, Lubich and Wanner (2006), Geometric Numerical Integration</a>
 */
public interface Hamiltonian extends VectorField, Energy {
    /** Whether {@code H(q, −p) = H(q, p)} for all parameters: then turning the momenta round turns time round. */
    default boolean isEven() {
        return false;
    }

    /**
     * Writes ∂H/∂x of every member.
     *
     * @param state {@link #size} rows, left as they were
     * @param parameters in the model's own form
     * @param gradient receives {@link #size} rows
     * @param scratch {@link #scratchSize} doubles, apart from the others
     */
    void gradient(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] gradient,
            int atGradient,
            double[] scratch,
            int atScratch);

    @Override
    default void derivative(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] derivative,
            int atDerivative,
            double[] scratch,
            int atScratch) {
        gradient(state, atState, parameters, atParameters, members, derivative, atDerivative, scratch, atScratch);
        int half = size() / 2 * members;
        for (int q = atDerivative, p = atDerivative + half; q < atDerivative + half; q++, p++) {
            double force = -derivative[q];
            derivative[q] = derivative[p];
            derivative[p] = force;
        }
    }
}
