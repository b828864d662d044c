package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.SymplecticContract;

class ForcedFieldTest implements SymplecticContract, ReversibleContract {
    @Override
    public Propagator propagator(Gen gen) {
        return HamiltonianFieldTest.settings(gen)
                .stiffness(gen.integer(0, 1) * 0.3)
                .forcing(0.5)
                .build();
    }
}
