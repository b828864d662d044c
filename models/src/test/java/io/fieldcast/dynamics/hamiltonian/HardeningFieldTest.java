package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.testkit.ConservesEnergyContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.SymplecticContract;

class HardeningFieldTest implements SymplecticContract, ReversibleContract, ConservesEnergyContract {
    @Override
    public Propagator propagator(Gen gen) {
        return HamiltonianFieldTest.settings(gen).stiffness(gen.uniform(0.1, 1)).build();
    }
}
