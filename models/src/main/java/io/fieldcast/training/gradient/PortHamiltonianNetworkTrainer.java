package io.fieldcast.training.gradient;

/** Trains port-Hamiltonian networks on a field. Immutable. */
public final class PortHamiltonianNetworkTrainer extends FieldTrainer {
    /** For {@link java.util.ServiceLoader}. */
    public PortHamiltonianNetworkTrainer() {
        super(FieldKind.PORT_HAMILTONIAN);
    }
}
