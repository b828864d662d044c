package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Ensemble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Two propagators as one by Strang's splitting: half a step of the outer one, a step of the inner, half a step of the outer. Each moves all
 * layers as one, or each layer by itself as one transport carries both a field and its momentum. The parameters are those of the outer one
 * and then those of the inner. Immutable.
 *
 * <p>Promises: what both parts promise of a property that products keep. A linear orthogonal part that moves position and momentum alike is
 * symplectic, too. Energies of two kinds promise nothing about each other: what keeps one may raise the other.
 *
 * @see <a href="https://doi.org/10.1137/0705041">Strang (1968)</a>
 */
public final class Composition implements Propagator {
    private final Part outer;
    private final Part inner;
    private final List<Layer> layers;
    private final List<Parameter> parameters;

    /** A propagator and how often it stands side by side to move all layers. */
    private record Part(Propagator propagator, int copies) {
        int rows() {
            return propagator.stateSize();
        }

        boolean promises(Claim claim) {
            return propagator.claims().contains(claim);
        }

        double lipschitz() {
            return propagator.claims().stream()
                    .filter(Claim.Lipschitz.class::isInstance)
                    .mapToDouble(claim -> ((Claim.Lipschitz) claim).factor())
                    .min()
                    .orElse(Double.NaN);
        }

        boolean isSymplectic() {
            boolean alike = copies == 2 && promises(new Claim.Orthogonal()) && promises(new Claim.Linear());
            return alike || (copies == 1 && promises(new Claim.Symplectic()));
        }

        boolean isReversible() {
            return copies == 1 && promises(new Claim.Reversible());
        }
    }

    /**
     * The state has the layers of the part that has more of them; the other part moves each of its own sections of the state.
     *
     * @param outer taken in two halves, so rather the cheaper one and one whose half steps are exact
     * @param inner taken whole
     * @throws IllegalArgumentException if the smaller state does not divide the larger one
     */
    public Composition(Propagator outer, Propagator inner) {
        int rows = Math.max(outer.stateSize(), inner.stateSize());
        Check.that(
                rows % outer.stateSize() == 0 && rows % inner.stateSize() == 0,
                "parts of %d and %d rows do not make one state",
                outer.stateSize(),
                inner.stateSize());
        this.outer = new Part(outer, Math.floorDiv(rows, outer.stateSize()));
        this.inner = new Part(inner, Math.floorDiv(rows, inner.stateSize()));
        this.layers = outer.stateSize() == rows ? outer.layers() : inner.layers();
        List<Parameter> all = new ArrayList<>(outer.parameters());
        all.addAll(inner.parameters());
        this.parameters = List.copyOf(all);
    }

    @Override
    public int stateSize() {
        return outer.copies() * outer.rows();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    /** That of the part that moves the whole state at once, the outer one first. */
    @Override
    public Energy energy() {
        if (outer.copies() == 1 && outer.propagator().energy() != Energy.HALF_SQUARES) {
            return outer.propagator().energy();
        }
        if (inner.copies() == 1 && inner.propagator().energy() != Energy.HALF_SQUARES) {
            return new InnerEnergy(
                    inner.propagator().energy(), outer.propagator().parameters().size());
        }
        return Energy.HALF_SQUARES;
    }

    /** An energy whose parameters begin later. */
    private record InnerEnergy(Energy energy, int before) implements Energy {
        @Override
        public int energyScratch(int members) {
            return energy.energyScratch(members);
        }

        @Override
        public void energy(
                double[] state,
                int atState,
                int rows,
                double[] parameters,
                int atParameters,
                int members,
                double[] target,
                int atTarget,
                double[] scratch,
                int atScratch) {
            int own = atParameters + before * members;
            energy.energy(state, atState, rows, parameters, own, members, target, atTarget, scratch, atScratch);
        }
    }

    @Override
    public boolean coupled() {
        return outer.propagator().coupled() || inner.propagator().coupled();
    }

    @Override
    public Set<Claim> claims() {
        Set<Claim> claims = new LinkedHashSet<>();
        for (Claim claim : List.of(
                new Claim.Orthogonal(),
                new Claim.Dissipative(),
                new Claim.ConservesMass(),
                new Claim.Positive(),
                new Claim.Linear())) {
            if (outer.promises(claim) && inner.promises(claim)) {
                claims.add(claim);
            }
        }
        double factor = outer.lipschitz() * inner.lipschitz();
        if (!Double.isNaN(factor)) {
            claims.add(new Claim.Lipschitz(factor));
        }
        if (outer.isSymplectic() && inner.isSymplectic()) {
            claims.add(new Claim.Symplectic());
        }
        if (outer.isReversible() && inner.isReversible()) {
            claims.add(new Claim.Reversible());
        }
        return claims;
    }

    @Override
    public int scratchSize(int members) {
        return Math.max(
                outer.propagator().scratchSize(members), inner.propagator().scratchSize(members));
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        move(outer, ensemble, 0, step / 2, scratch);
        move(inner, ensemble, outer.propagator().parameters().size(), step, scratch);
        move(outer, ensemble, 0, step / 2, scratch);
    }

    private static void move(Part part, Ensemble ensemble, int before, double step, double[] scratch) {
        int learned = part.propagator().parameters().size();
        int state = ensemble.block(STATE).from();
        List<Ensemble.Block> seen = new ArrayList<>(2);
        for (int copy = 0; copy < part.copies(); copy++) {
            seen.clear();
            seen.add(new Ensemble.Block(STATE, state + copy * part.rows(), part.rows()));
            if (learned > 0) {
                seen.add(new Ensemble.Block(
                        PARAMETERS, ensemble.block(PARAMETERS).from() + before, learned));
            }
            part.propagator().advance(ensemble.view(seen), step, scratch);
        }
    }
}
