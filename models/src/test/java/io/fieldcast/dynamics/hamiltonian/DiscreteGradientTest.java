package io.fieldcast.dynamics.hamiltonian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.DissipatesEnergyContract;
import io.fieldcast.testkit.Energies;
import io.fieldcast.testkit.Gen;
import org.junit.jupiter.api.Test;

class DiscreteGradientTest implements DissipatesEnergyContract {
    @Override
    public Propagator propagator(Gen gen) {
        return new DiscreteGradient(
                new DampedBead(gen.integer(0, 2) * gen.uniform(0, 1)), gen.uniform(0.02, 0.1), gen.integer(1, 3));
    }

    @Test
    void errsByFourTimesLessWithHalfTheStep() {
        Orders.assertOrder(
                (field, unit, steps) -> new DiscreteGradient((DampedBead) field, unit, steps),
                new DampedBead(0.4),
                2,
                40);
    }

    @Test
    void withoutFrictionKeepsANonQuadraticEnergyForAHundredThousandSteps() {
        Propagator propagator = new DiscreteGradient(new DampedBead(0), 0.1, 1);
        Ensemble ensemble = new Gen(2).ensemble(propagator, 3);
        double[] start = Energies.of(propagator, ensemble);
        double[] scratch = new double[propagator.scratchSize(3)];
        for (int i = 0; i < 100_000; i++) {
            propagator.advance(ensemble, 1, scratch);
        }
        double[] end = Energies.of(propagator, ensemble);
        for (int m = 0; m < 3; m++) {
            System.out.printf("figure discrete gradient, 1e5 steps: energy %.1e%n", end[m] / start[m] - 1);
            assertThat(end[m]).isCloseTo(start[m], within(1e-10 * start[m]));
        }
    }

    @Test
    void withFrictionComesToRestWithoutARise() {
        Propagator propagator = new DiscreteGradient(new DampedBead(0.3), 0.1, 1);
        Ensemble ensemble = new Gen(2).ensemble(propagator, 3);
        double[] scratch = new double[propagator.scratchSize(3)];
        double[] before = Energies.of(propagator, ensemble);
        double start = before[0];
        for (int i = 0; i < 5_000; i++) {
            propagator.advance(ensemble, 1, scratch);
            double[] now = Energies.of(propagator, ensemble);
            for (int m = 0; m < 3; m++) {
                assertThat(now[m]).isLessThanOrEqualTo(before[m] + 1e-14 * start);
            }
            before = now;
        }
        assertThat(before[0]).as("at rest where the skew part holds it").isLessThan(0.9 * start);
    }
}
