package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Claim;
import java.util.Set;

/**
 * {@code x' = x + h ((J − R)(x̄) ∇̄H(x, x') + g u)} with Gonzalez's discrete gradient, {@code ∇̄H = ∇H(x̄) + (H(x') − H(x) − ∇H(x̄)·Δ) Δ / |Δ|²} at the
 * midpoint x̄ and {@code Δ = x' − x}. Since {@code ∇̄H·Δ = H(x') − H(x)} for every H, the energy changes by {@code h ∇̄H · g u − h ∇̄Hᵀ R ∇̄H}:
 * whatever the step it rises by no more than the input supplies, without an input never, and without R as well it is kept. Second order.
 * Immutable.
 *
 * <p>A correction that is below the rounding of the two energies is left out, once and for the rest of the step's iterations: it would
 * be noise over {@code |Δ|²}.
 *
 * @see <a href="https://doi.org/10.1007/BF02440162">Gonzalez (1996)</a>
 * @see <a href="https://doi.org/10.1098/rsta.1999.0363">McLachlan, Quispel and Robidoux (1999)</a>
 */
public final class DiscreteGradient extends ImplicitSteps {
    /** Rounding errors of the two energies that a correction must exceed. */
    private static final double NOISE = 64 * 0x1p-53;

    private final PortHamiltonian field;

    /**
     * @param unit the field's time in one unit of the propagator's step, above 0
     * @param steps integration steps in one unit of the propagator's step, at least 1
     */
    public DiscreteGradient(PortHamiltonian field, double unit, int steps) {
        super(field, unit, steps);
        this.field = field;
    }

    @Override
    public Set<Claim> claims() {
        return field.isForced() ? Set.of() : Set.of(new Claim.DissipatesEnergy());
    }

    @Override
    int slopeScratch(int members) {
        int inner = Math.max(field.structureScratch(members), field.energyScratch(members));
        return 5 * members + 2 * field.size() * members + inner;
    }

    @Override
    void begin(double[] state, int from, int members, double[] scratch, int atParameters, int free) {
        int before = free;
        int corrects = before + members;
        int inner = free + 5 * members + 2 * field.size() * members;
        field.energy(state, from, field.size(), scratch, atParameters, members, scratch, before, scratch, inner);
        for (int m = 0; m < members; m++) {
            scratch[corrects + m] = 1;
        }
    }

    @Override
    void slope(
            double[] state, int from, int members, double[] scratch, int atParameters, int later, int slope, int free) {
        int length = field.size() * members;
        int before = free;
        int corrects = before + members;
        int after = corrects + members;
        int along = after + members;
        int squares = along + members;
        int middle = squares + members;
        int gradient = middle + length;
        int inner = gradient + length;
        for (int i = 0; i < length; i++) {
            scratch[middle + i] = 0.5 * (state[from + i] + scratch[later + i]);
        }
        field.energy(scratch, later, field.size(), scratch, atParameters, members, scratch, after, scratch, inner);
        field.gradient(scratch, middle, scratch, atParameters, members, scratch, gradient, scratch, inner);
        for (int m = 0; m < members; m++) {
            scratch[along + m] = 0;
            scratch[squares + m] = 0;
        }
        for (int i = 0; i < length; i += members) {
            for (int m = 0; m < members; m++) {
                double delta = scratch[later + i + m] - state[from + i + m];
                scratch[along + m] += scratch[gradient + i + m] * delta;
                scratch[squares + m] += delta * delta;
            }
        }
        for (int m = 0; m < members; m++) {
            double missing = scratch[after + m] - scratch[before + m] - scratch[along + m];
            double rounding = NOISE * (Math.abs(scratch[after + m]) + Math.abs(scratch[before + m]));
            // The first guess is the state itself and says nothing yet of the correction.
            if (scratch[squares + m] > 0 && !(Math.abs(missing) > rounding)) {
                scratch[corrects + m] = 0;
            }
            boolean corrected = scratch[squares + m] > 0 && scratch[corrects + m] > 0;
            scratch[along + m] = corrected ? missing / scratch[squares + m] : 0;
        }
        for (int i = 0; i < length; i += members) {
            for (int m = 0; m < members; m++) {
                scratch[gradient + i + m] += scratch[along + m] * (scratch[later + i + m] - state[from + i + m]);
            }
        }
        field.structure(
                scratch, middle, scratch, atParameters, members, scratch, gradient, scratch, slope, scratch, inner);
        field.addInput(scratch, atParameters, members, scratch, slope);
    }
}
