package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Set;

/** The field stays as it is: the forecast that every other one has to beat. Immutable. */
public final class Persistence implements Propagator {
    private final int stateSize;

    /** @param stateSize rows of the state, above 0 */
    public Persistence(int stateSize) {
        Check.that(stateSize > 0, "state size must be above 0, got %d", stateSize);
        this.stateSize = stateSize;
    }

    @Override
    public int stateSize() {
        return stateSize;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(
                new Claim.Orthogonal(),
                new Claim.Dissipative(),
                new Claim.ConservesMass(),
                new Claim.Positive(),
                new Claim.Linear(),
                new Claim.Lipschitz(1));
    }

    @Override
    public int scratchSize(int members) {
        return 0;
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
    }
}
