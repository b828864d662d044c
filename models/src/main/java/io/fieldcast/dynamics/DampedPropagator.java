package io.fieldcast.dynamics;

import io.fieldcast.numerics.Ensemble;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Other dynamics, after which the anomaly dies away at a learned rate: {@code x ← damping^step · M x}. Dynamics that keep their
 * energy need it under process noise, since the noise's variance would pile up for ever. The damping is the last parameter.
 * Immutable.
 *
 * <p>Promises: what the inner dynamics promise and a factor in 0..1 leaves true. Orthogonality and mass are given up: what the
 * inner dynamics keep, the damping takes away, and the ledger books both as the dynamics' work.
 */
public final class DampedPropagator implements Propagator {
    private final Propagator inner;
    private final Parameter damping;
    private final List<Parameter> parameters;

    /**
     * @param damping prior guess of the damping per cycle step, inside 0..1
     * @param sd prior standard deviation of the damping's logit
     * @param spreadFloor least standard deviation of the damping's logit
     */
    public DampedPropagator(Propagator inner, double damping, double sd, double spreadFloor) {
        ParameterTransform share = new ParameterTransform.Range(0, 1);
        this.inner = inner;
        this.damping = new Parameter("damping", share.toUnconstrained(damping), sd, spreadFloor, share);
        List<Parameter> all = new ArrayList<>(inner.parameters());
        all.add(this.damping);
        this.parameters = List.copyOf(all);
    }

    @Override
    public int stateSize() {
        return inner.stateSize();
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public boolean coupled() {
        return inner.coupled();
    }

    @Override
    public Set<Claim> claims() {
        Set<Claim> claims = new LinkedHashSet<>(inner.claims());
        if (claims.remove(new Claim.Orthogonal())) {
            claims.add(new Claim.Dissipative());
        }
        claims.remove(new Claim.ConservesMass());
        claims.remove(new Claim.Symplectic());
        claims.remove(new Claim.Reversible());
        // An energy of any shape may rise on the way to zero.
        claims.removeIf(Claim.ConservesEnergy.class::isInstance);
        claims.removeIf(Claim.DissipatesEnergy.class::isInstance);
        return Set.copyOf(claims);
    }

    @Override
    public List<Layer> layers() {
        return inner.layers();
    }

    @Override
    public Energy energy() {
        return inner.energy();
    }

    @Override
    public int scratchSize(int members) {
        return inner.scratchSize(members);
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        double[] values = ensemble.values();
        Ensemble.Block block = ensemble.block(PARAMETERS);
        inner.advance(ensemble.withBlock(PARAMETERS, block.rows() - 1), step, scratch);
        int state = ensemble.block(STATE).from() * members;
        int last = (block.to() - 1) * members;
        for (int m = 0; m < members; m++) {
            double factor = Math.pow(damping.transform().toModel(values[last + m]), step);
            for (int row = 0, at = state + m; row < stateSize(); row++, at += members) {
                values[at] *= factor;
            }
        }
    }
}
