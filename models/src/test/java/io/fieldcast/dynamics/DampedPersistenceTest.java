package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.DissipativeContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.LipschitzContract;
import io.fieldcast.testkit.PositiveContract;
import io.fieldcast.testkit.Seeds;
import io.fieldcast.testkit.States;
import org.junit.jupiter.api.Test;

class DampedPersistenceTest implements DissipativeContract, PositiveContract, LinearContract, LipschitzContract {
    @Override
    public Propagator propagator(Gen gen) {
        int size = gen.integer(1, 9);
        double damping = gen.uniform(0.05, 0.99);
        return gen.integer(0, 1) == 0
                ? DampedPersistence.shared(size, damping, 1, 0.05)
                : DampedPersistence.perRow(size, damping, 1, 0.05);
    }

    @Seeds
    void doesNotCareIntoHowManyStepsATimeIsCut(Gen gen) {
        Propagator propagator = propagator(gen);
        Ensemble whole = gen.ensemble(propagator, 3);
        Ensemble cut = whole.copy();
        advance(propagator, whole, 1);
        advance(propagator, cut, 0.3);
        advance(propagator, cut, 0.7);
        assertThat(cut.values()).containsExactly(whole.values(), within(1e-14));
    }

    @Test
    void dampsEachRowByItsOwnNumber() {
        Propagator propagator = DampedPersistence.perRow(2, 0.5, 1, 0);
        Ensemble ensemble = new Gen(1).ensemble(propagator, 2);
        int parameters = ensemble.block(Propagator.PARAMETERS).from() * 2;
        ParameterTransform transform = propagator.parameters().get(0).transform();
        double[] damping = {0.9, 0.8, 0.2, 0.1};
        for (int i = 0; i < 4; i++) {
            ensemble.values()[parameters + i] = transform.toUnconstrained(damping[i]);
        }
        States.set(ensemble, 0, new double[] {1, 10});
        States.set(ensemble, 1, new double[] {2, 20});
        advance(propagator, ensemble, 2);
        assertThat(States.of(ensemble, 0)).containsExactly(new double[] {0.81, 0.4}, within(1e-12));
        assertThat(States.of(ensemble, 1)).containsExactly(new double[] {1.28, 0.2}, within(1e-12));
    }
}
