package io.fieldcast.dynamics.hamiltonian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Edge;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.ConservesEnergyContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.ReversibleContract;
import io.fieldcast.testkit.Seeds;
import io.fieldcast.testkit.States;
import io.fieldcast.testkit.SymplecticContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HamiltonianFieldTest implements SymplecticContract, ReversibleContract, ConservesEnergyContract, LinearContract {
    /** Waves on a small grid of any shape. */
    static HamiltonianField.Settings settings(Gen gen) {
        double spacing = gen.uniform(0.5, 20);
        Grid grid = new Grid(gen.integer(2, 5), gen.integer(2, 5), gen.gaussian(), gen.gaussian(), spacing);
        return HamiltonianField.on(grid, gen.integer(0, 1) == 0 ? Edge.PERIODIC : Edge.WALLS)
                .bases(gen.integer(1, 3), gen.integer(1, 3))
                .speed(spacing * gen.uniform(0.1, 1))
                .frequency(gen.uniform(-0.5, 0.8) > 0 ? 0.3 : 0)
                .order(2 * gen.integer(1, 2));
    }

    @Override
    public Propagator propagator(Gen gen) {
        return settings(gen).build();
    }

    @Seeds
    void equalsTheSplittingOfItsHamiltonian(Gen gen) {
        HamiltonianField.Settings settings = settings(gen);
        int order = gen.integer(1, 2) * 2;
        HamiltonianField field = settings.stiffness(0.4).order(order).build();
        Splitting splitting = order == 2 ? Splitting.STOERMER_VERLET : Splitting.BLANES_MOAN;
        Ensemble fused = gen.ensemble(field, 3);
        Ensemble plain = fused.copy();
        // As many steps as the field's own, found by trying: one of them must agree.
        advance(field, fused, 1);
        double closest = Double.POSITIVE_INFINITY;
        for (int steps = 1; steps < 40 && closest > 1e-12; steps++) {
            Ensemble copy = plain.copy();
            advance(splitting.over(field.hamiltonian(), 1, steps), copy, 1);
            closest = Math.min(closest, States.distance(States.of(copy, 1), States.of(fused, 1)));
        }
        assertThat(closest).isLessThanOrEqualTo(1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void aStandingWaveSwingsAtTheFrequencyOfItsWavelength(int order) {
        Grid grid = new Grid(48, 4, 0, 0, 0.5);
        HamiltonianField field = HamiltonianField.on(grid, Edge.PERIODIC)
                .bases(1, 1)
                .speed(1.5)
                .order(order)
                .build();
        Ensemble ensemble = Ensemble.of(
                2,
                java.util.List.of(
                        new Ensemble.Block("state", 0, field.stateSize()),
                        new Ensemble.Block("parameters", field.stateSize(), 1)));
        double[] values = ensemble.values();
        values[2 * field.stateSize()] = field.parameters().get(0).mean();
        values[2 * field.stateSize() + 1] = field.parameters().get(0).mean();
        double wave = 2 * Math.PI / 24;
        for (int cell = 0; cell < grid.size(); cell++) {
            values[2 * cell] = Math.cos(wave * grid.x(cell));
        }
        double[] scratch = new double[field.scratchSize(2)];
        double period = 2 * Math.PI / (1.5 * wave);
        for (int i = 0; i < 10; i++) {
            field.advance(ensemble, period / 20, scratch);
        }
        assertThat(values[0]).as("after half a period").isCloseTo(-1, within(2e-3));
        assertThat(values[1]).as("a member at rest stays there").isZero();
    }

    @Test
    void eachMemberHasItsOwnSpeed() {
        HamiltonianField field = HamiltonianField.on(new Grid(8, 8, 0, 0, 1), Edge.WALLS)
                .bases(1, 1)
                .build();
        Ensemble ensemble = new Gen(5).ensemble(field, 2);
        States.set(ensemble, 1, States.of(ensemble, 0));
        advance(field, ensemble, 1);
        assertThat(States.distance(States.of(ensemble, 0), States.of(ensemble, 1)))
                .isGreaterThan(0.01);
    }
}
