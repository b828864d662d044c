package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.FieldSteps;
import io.fieldcast.dynamics.SeparableHamiltonian;
import java.util.Set;

/** Steps of a {@link Splitting} along a separable Hamiltonian. Immutable. */
final class SplittingSteps extends FieldSteps {
    private final Splitting splitting;
    private final SeparableHamiltonian field;

    SplittingSteps(Splitting splitting, SeparableHamiltonian field, double unit, int steps) {
        super(field, unit, steps);
        this.splitting = splitting;
        this.field = field;
    }

    @Override
    public Set<Claim> claims() {
        return HamiltonianClaims.of(field);
    }

    @Override
    protected int stepScratch(int members) {
        return field.scratchSize(members);
    }

    @Override
    protected void step(double[] state, int from, int members, double h, double[] scratch, int atParameters, int free) {
        int stages = splitting.stages();
        for (int i = 0; i <= stages; i++) {
            if (splitting.drift(i) != 0) {
                field.drift(state, from, scratch, atParameters, members, h * splitting.drift(i), scratch, free);
            }
            if (i < stages) {
                field.kick(state, from, scratch, atParameters, members, h * splitting.kick(i), scratch, free);
            }
        }
    }
}
