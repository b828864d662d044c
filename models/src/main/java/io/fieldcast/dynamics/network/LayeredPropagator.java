package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.Energy;
import io.fieldcast.dynamics.Layer;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Set;

/** Another propagator, the layers of whose state have names and sizes. Immutable. */
record LayeredPropagator(Propagator inner, List<Layer> layers) implements Propagator {
    @Override
    public int stateSize() {
        return inner.stateSize();
    }

    @Override
    public List<Parameter> parameters() {
        return inner.parameters();
    }

    @Override
    public Set<Claim> claims() {
        return inner.claims();
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
        inner.advance(ensemble, step, scratch);
    }
}
