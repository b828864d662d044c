package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.SymplecticContract;

/** On three stations with random weights: what it promises holds for all. */
class VariationalNetworkDynamicsTest implements SymplecticContract, ReversibleContract {
    @Override
    public Propagator propagator(Gen gen) {
        return Untrained.propagator(new VariationalNetworkDynamics(), Untrained.fewStations(), 2, gen.seed());
    }

    @Override
    public double spacing() {
        return 0.004;
    }
}
