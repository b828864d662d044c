package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.ConservesMassContract;
import io.fieldcast.testkit.DissipativeContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.LipschitzContract;
import io.fieldcast.testkit.OrthogonalContract;
import io.fieldcast.testkit.PositiveContract;
import io.fieldcast.testkit.Seeds;

class PersistenceTest
        implements OrthogonalContract,
                DissipativeContract,
                ConservesMassContract,
                PositiveContract,
                LinearContract,
                LipschitzContract {
    @Override
    public Propagator propagator(Gen gen) {
        return new Persistence(gen.integer(1, 9));
    }

    @Seeds
    void changesNothing(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble ensemble = gen.ensemble(propagator, 4);
        double[] before = ensemble.values().clone();
        advance(propagator, ensemble, step(gen));
        assertThat(ensemble.values()).containsExactly(before);
    }
}
