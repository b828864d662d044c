package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.SymplecticContract;

/** On three stations with random weights: what it promises holds for all. */
class HamiltonianNetworkDynamicsTest implements SymplecticContract {
    @Override
    public Propagator propagator(Gen gen) {
        return Untrained.propagator(new HamiltonianNetworkDynamics(), Untrained.fewStations(), 3, gen.seed());
    }

    @Override
    public double spacing() {
        return 0.004;
    }
}
