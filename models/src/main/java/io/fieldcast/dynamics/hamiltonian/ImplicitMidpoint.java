package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Hamiltonian;
import io.fieldcast.dynamics.VectorField;
import java.util.Set;

/**
 * The implicit midpoint rule {@code x' = x + h f((x + x') / 2)}: second order, symplectic for every Hamiltonian, separable or not, and
 * exact in every quadratic invariant. Immutable.
 *
 * <p>Solved by fixed-point iteration, which wants {@code h/2} times the field's Lipschitz constant below one; a member for which it does
 * not settle becomes not-a-number.
 *
 * @see <a href="https://doi.org/10.1007/3-540-30666-8">Hairer, Lubich and Wanner (2006), chapter VI</a>
 */
public final class ImplicitMidpoint extends ImplicitSteps {
    private final VectorField field;

    /**
     * @param unit the field's time in one unit of the propagator's step, above 0
     * @param steps integration steps in one unit of the propagator's step, at least 1
     */
    public ImplicitMidpoint(VectorField field, double unit, int steps) {
        super(field, unit, steps);
        this.field = field;
    }

    /** Symplectic along a Hamiltonian, nothing along another field. */
    @Override
    public Set<Claim> claims() {
        return field instanceof Hamiltonian hamiltonian ? HamiltonianClaims.of(hamiltonian) : Set.of();
    }

    @Override
    int slopeScratch(int members) {
        return field.size() * members + field.scratchSize(members);
    }

    @Override
    void begin(double[] state, int from, int members, double[] scratch, int atParameters, int free) {
        // The slope needs nothing of the beginning but the state itself.
    }

    @Override
    void slope(
            double[] state, int from, int members, double[] scratch, int atParameters, int later, int slope, int free) {
        int length = field.size() * members;
        for (int i = 0; i < length; i++) {
            scratch[free + i] = 0.5 * (state[from + i] + scratch[later + i]);
        }
        field.derivative(scratch, free, scratch, atParameters, members, scratch, slope, scratch, free + length);
    }
}
