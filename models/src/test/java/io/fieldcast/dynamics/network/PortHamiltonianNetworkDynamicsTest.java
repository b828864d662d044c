package io.fieldcast.dynamics.network;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.testkit.DissipatesEnergyContract;
import io.fieldcast.testkit.Gen;

/** On three stations with random weights: what it promises holds for all. */
class PortHamiltonianNetworkDynamicsTest implements DissipatesEnergyContract {
    @Override
    public Propagator propagator(Gen gen) {
        return Untrained.propagator(new PortHamiltonianNetworkDynamics(), Untrained.fewStations(), 3, gen.seed());
    }
}
