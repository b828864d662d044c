package io.fieldcast.training.gradient;

/** Which network moves a field; what of it is learned beside the energy. */
enum FieldKind {
    /** {@code x' = −∇ε(x)} on the field alone. */
    STABLE_FLOW("stable-flow", 1),
    /** {@code x' = S ∇H(x)} on field and momentum. */
    HAMILTONIAN("hamiltonian-network", 2),
    /** Field and momentum by velocity Verlet, the energy a potential of the field. */
    VARIATIONAL("variational-network", 1),
    /** {@code x' = (S − R) ∇H(x)} on field and momentum, the momentum damped. */
    PORT_HAMILTONIAN("port-hamiltonian-network", 2);

    private final String kind;
    private final int layers;

    FieldKind(String kind, int layers) {
        this.kind = kind;
        this.layers = layers;
    }

    /** Name of the dynamics. */
    String kind() {
        return kind;
    }

    /** Layers of the state that the energy sees. */
    int layers() {
        return layers;
    }

    /** Whether there is a momentum, which starts as a learned share of the latest change. */
    boolean moves() {
        return this != STABLE_FLOW;
    }

    /** Learned numbers after the energy's weights: logarithms of the momentum's share, and of the damping or the mass. */
    int extras() {
        return switch (this) {
            case STABLE_FLOW -> 0;
            case HAMILTONIAN -> 1;
            case VARIATIONAL, PORT_HAMILTONIAN -> 2;
        };
    }
}
