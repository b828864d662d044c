package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Energy;
import io.fieldcast.dynamics.VectorField;

/**
 * Motion {@code x' = (J(x) − R(x)) ∇H(x) + g u} with J skew and R symmetric and non-negative, of any size: energy never rises faster than
 * the input u supplies it, {@code dH/dt ≤ ∇H · g u}, and without an input it never rises. Immutable.
 *
 * @see <a href="https://doi.org/10.1561/2600000002">van der Schaft and Jeltsema (2014)</a>
 */
public interface PortHamiltonian extends VectorField, Energy {
    /** Writes ∂H/∂x of every member; arguments as in {@link #derivative}. */
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

    /**
     * Writes {@code (J(x) − R(x)) v} of every member.
     *
     * @param state x, left as it was
     * @param force v, {@link #size} rows from {@code atForce} on, left as they were
     * @param moved receives {@link #size} rows from {@code atMoved} on
     * @param scratch {@link #structureScratch} doubles from {@code atScratch} on, apart from the others
     */
    void structure(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double[] force,
            int atForce,
            double[] moved,
            int atMoved,
            double[] scratch,
            int atScratch);

    /** Whether there is an input. */
    default boolean isForced() {
        return false;
    }

    /**
     * Adds {@code g u} of every member; does nothing where there is no input.
     *
     * @param moved {@link #size} rows from {@code atMoved} on
     */
    default void addInput(double[] parameters, int atParameters, int members, double[] moved, int atMoved) {}

    /** Doubles of working memory that {@link #gradient} and {@link #structure} want; the derivative keeps a gradient besides. */
    int structureScratch(int members);

    @Override
    default int scratchSize(int members) {
        return size() * members + structureScratch(members);
    }

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
        int free = atScratch + size() * members;
        gradient(state, atState, parameters, atParameters, members, scratch, atScratch, scratch, free);
        structure(
                state,
                atState,
                parameters,
                atParameters,
                members,
                scratch,
                atScratch,
                derivative,
                atDerivative,
                scratch,
                free);
        addInput(parameters, atParameters, members, derivative, atDerivative);
    }
}
