package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Hamiltonian;
import java.util.Set;

/** What a symmetric symplectic step promises along a Hamiltonian. */
final class HamiltonianClaims {
    private HamiltonianClaims() {}

    static Set<Claim> of(Hamiltonian field) {
        return field.isEven() ? Set.of(new Claim.Symplectic(), new Claim.Reversible()) : Set.of(new Claim.Symplectic());
    }
}
