package io.fieldcast.training.gradient;

/** Trains Hamiltonian networks on a field. Immutable. */
public final class HamiltonianNetworkTrainer extends FieldTrainer {
    /** For {@link java.util.ServiceLoader}. */
    public HamiltonianNetworkTrainer() {
        super(FieldKind.HAMILTONIAN);
    }
}
