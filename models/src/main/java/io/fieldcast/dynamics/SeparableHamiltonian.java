package io.fieldcast.dynamics;

/** A {@link Hamiltonian} {@code H = T(p) + V(q)}, for which explicit symplectic steps exist. Immutable. */
public interface SeparableHamiltonian extends Hamiltonian {
    /**
     * Adds {@code time · ∂T/∂p} to the positions: what a drift of that length does.
     *
     * @param state {@link #size} rows; the first half changes, the second stays
     */
    void drift(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double time,
            double[] scratch,
            int atScratch);

    /**
     * Takes {@code time · ∂V/∂q} from the momenta: what a kick of that length does.
     *
     * @param state {@link #size} rows; the second half changes, the first stays
     */
    void kick(
            double[] state,
            int atState,
            double[] parameters,
            int atParameters,
            int members,
            double time,
            double[] scratch,
            int atScratch);
}
