package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.testkit.DissipatesEnergyContract;
import io.fieldcast.testkit.Gen;

class RubbingHardeningFieldTest implements DissipatesEnergyContract {
    @Override
    public Propagator propagator(Gen gen) {
        return HamiltonianFieldTest.settings(gen)
                .friction(gen.uniform(0.01, 2))
                .stiffness(gen.uniform(0.1, 1))
                .build();
    }
}
