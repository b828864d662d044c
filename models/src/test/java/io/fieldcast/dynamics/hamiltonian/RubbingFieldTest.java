package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.testkit.DissipatesEnergyContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;

class RubbingFieldTest implements DissipatesEnergyContract, LinearContract {
    @Override
    public Propagator propagator(Gen gen) {
        return HamiltonianFieldTest.settings(gen).friction(gen.uniform(0.01, 2)).build();
    }
}
