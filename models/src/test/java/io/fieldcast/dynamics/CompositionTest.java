package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.DissipatesEnergyContract;
import io.fieldcast.testkit.DissipativeContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.LipschitzContract;
import io.fieldcast.testkit.OrthogonalContract;
import io.fieldcast.testkit.States;
import io.fieldcast.testkit.SymplecticContract;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CompositionTest {
    private static final Grid GRID = new Grid(6, 6, 0, 0, 1);

    private static ConservingIde.Settings flow(Gen gen) {
        return ConservingIde.on(GRID, gen.integer(0, 1) == 0 ? Edge.PERIODIC : Edge.WALLS)
                .bases(2, 2)
                .speed(gen.uniform(0.1, 1));
    }

    /** Most cases take a rotation in place of a flow, which costs a thousandth. */
    private static boolean isSmall(Gen gen) {
        return gen.integer(0, 9) > 0;
    }

    /** A flow, or a rotation, moves both layers alike, an oscillator turns them into each other: everything that both keep is kept. */
    @Nested
    class OfOrthogonalParts
            implements OrthogonalContract, DissipativeContract, LinearContract, LipschitzContract, SymplecticContract {
        @Override
        public Propagator propagator(Gen gen) {
            return new Composition(
                    new Oscillator(GRID.size(), gen.uniform(0.1, 2), 0),
                    flow(gen).build());
        }
    }

    @Nested
    class OfDissipativeParts implements DissipativeContract, LinearContract, LipschitzContract {
        @Override
        public Propagator propagator(Gen gen) {
            Propagator inner = isSmall(gen)
                    ? new Oscillator(3, gen.uniform(0.1, 2), gen.uniform(0.01, 1))
                    : flow(gen).diffusivity(0.1).build();
            return new Composition(new Oscillator(inner.stateSize(), gen.uniform(0.1, 2), gen.uniform(0.01, 1)), inner);
        }
    }

    @Nested
    class OfDissipativePartsWithMemory implements DissipatesEnergyContract, LinearContract {
        @Override
        public Propagator propagator(Gen gen) {
            Propagator carrier = isSmall(gen)
                    ? new Oscillator(3, gen.uniform(0.1, 2), 0)
                    : flow(gen).build();
            Oscillator oscillator = new Oscillator(carrier.stateSize(), gen.uniform(0.1, 2), gen.uniform(0.01, 1));
            return new Lagged(new Composition(oscillator, carrier), gen.integer(1, 4));
        }

        @Override
        public double step(Gen gen) {
            return 1;
        }
    }

    @Test
    void isHalfAStepOfTheOuterAStepOfTheInnerAndHalfAStepOfTheOuter() {
        Gen gen = new Gen(8);
        Oscillator outer = new Oscillator(GRID.size(), 0.7, 0.2);
        ConservingIde inner = flow(gen).build();
        Composition composition = new Composition(outer, inner);
        assertThat(composition.parameters())
                .startsWith(outer.parameters().toArray(new Parameter[0]))
                .endsWith(inner.parameters().toArray(new Parameter[0]));
        Ensemble whole = gen.ensemble(composition, 3);
        Ensemble parts = whole.copy();
        composition.advance(whole, 1.2, new double[composition.scratchSize(3)]);
        int state = composition.stateSize();
        int learned = whole.block(Propagator.PARAMETERS).from();
        Ensemble turning = parts.view(List.of(
                new Ensemble.Block(Propagator.STATE, 0, state), new Ensemble.Block(Propagator.PARAMETERS, learned, 2)));
        outer.advance(turning, 0.6, new double[outer.scratchSize(3)]);
        for (int layer = 0; layer < 2; layer++) {
            Ensemble flowing = parts.view(List.of(
                    new Ensemble.Block(Propagator.STATE, layer * GRID.size(), GRID.size()),
                    new Ensemble.Block(
                            Propagator.PARAMETERS,
                            learned + 2,
                            inner.parameters().size())));
            inner.advance(flowing, 1.2, new double[inner.scratchSize(3)]);
        }
        outer.advance(turning, 0.6, new double[outer.scratchSize(3)]);
        assertThat(whole.values()).containsExactly(parts.values());
    }

    @Test
    void refusesPartsOfStatesThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Composition(new Persistence(5), new Persistence(8)))
                .withMessageContaining("5 and 8");
    }

    @Test
    void keepsTheLastFieldsAndAddsTheirShare() {
        Lagged lagged = new Lagged(new Persistence(1), 2);
        Ensemble ensemble = new Gen(1).ensemble(lagged, 2);
        Ensemble.Block learned = ensemble.block(Propagator.PARAMETERS);
        ParameterTransform weight = lagged.parameters().get(0).transform();
        States.set(ensemble, 0, new double[] {10, 20, 30});
        ensemble.values()[learned.from() * 2] = weight.toUnconstrained(0.2);
        ensemble.values()[(learned.from() + 1) * 2] = weight.toUnconstrained(-0.1);
        double[] other = States.of(ensemble, 1);
        ensemble.values()[learned.from() * 2 + 1] = 0;
        ensemble.values()[(learned.from() + 1) * 2 + 1] = 0;
        lagged.advance(ensemble, 1, new double[lagged.scratchSize(2)]);
        assertThat(States.of(ensemble, 0)[0]).isCloseTo(0.7 * 10 + 0.2 * 20 - 0.1 * 30, within(1e-12));
        assertThat(States.of(ensemble, 0)[1]).isEqualTo(10);
        assertThat(States.of(ensemble, 0)[2]).isEqualTo(20);
        assertThat(States.of(ensemble, 1)).as("without memory").containsExactly(other[0], other[0], other[1]);
    }

    @Test
    void refusesAFractionOfAStepWhereLagsAreWholeStepsApart() {
        Lagged lagged = new Lagged(new Persistence(2), 1);
        Ensemble ensemble = new Gen(1).ensemble(lagged, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lagged.advance(ensemble, 0.5, new double[lagged.scratchSize(2)]))
                .withMessageContaining("whole steps");
    }
}
