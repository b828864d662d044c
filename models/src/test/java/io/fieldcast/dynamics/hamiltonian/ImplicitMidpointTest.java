package io.fieldcast.dynamics.hamiltonian;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.States;
import io.fieldcast.testkit.SymplecticContract;
import org.junit.jupiter.api.Test;

class ImplicitMidpointTest implements SymplecticContract, ReversibleContract {
    @Override
    public Propagator propagator(Gen gen) {
        double unit = gen.uniform(0.02, 0.1);
        return gen.integer(0, 1) == 0
                ? new ImplicitMidpoint(new Bead(), unit, gen.integer(1, 3))
                : new ImplicitMidpoint(new Pendulums(gen.integer(1, 4)), unit, gen.integer(1, 3));
    }

    @Override
    public double spacing() {
        return 0.01;
    }

    @Test
    void errsByFourTimesLessWithHalfTheStep() {
        Orders.assertOrder(ImplicitMidpoint::new, new Bead(), 2, 40);
        Orders.assertOrder(ImplicitMidpoint::new, new Pendulums(3), 2, 40);
    }

    @Test
    void makesNoClaimAlongAFieldWithoutEnergy() {
        assertThat(new ImplicitMidpoint(new Lorenz96(8, 8), 0.05, 1).claims()).isEmpty();
    }

    @Test
    void aMemberThatDoesNotSettleIsLostAndTheOthersAreNot() {
        Propagator propagator = new ImplicitMidpoint(new Pendulums(2), 0.3, 1);
        Ensemble ensemble = new Gen(1).ensemble(propagator, 3);
        Ensemble calm = ensemble.copy();
        // The logarithm of its spring.
        ensemble.values()[ensemble.values().length - 2] = 9;
        advance(propagator, ensemble, 1);
        advance(propagator, calm, 1);
        assertThat(States.of(ensemble, 1)).containsOnly(Double.NaN);
        assertThat(States.of(ensemble, 0)).containsExactly(States.of(calm, 0));
        assertThat(States.of(ensemble, 2)).containsExactly(States.of(calm, 2));
    }
}
