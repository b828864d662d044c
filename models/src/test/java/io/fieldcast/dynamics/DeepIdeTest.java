package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.DeepIde.Corrections;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.LinearContract;
import io.fieldcast.testkit.PositiveContract;
import io.fieldcast.testkit.Seeds;
import io.fieldcast.testkit.States;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;

class DeepIdeTest implements PositiveContract {
    @Override
    public DeepIde propagator(Gen gen) {
        double spacing = gen.uniform(0.5, 20);
        Grid grid = new Grid(gen.integer(9, 20), gen.integer(9, 20), gen.gaussian(), gen.gaussian(), spacing);
        Corrections corrections = new Corrections(gen.uniform(0.5, 0.99), gen.uniform(0.1, 1), gen.integer(1, 3));
        return new DeepIde(grid, DeepModels.random(gen, gen.integer(1, 4)), corrections);
    }

    @Seeds
    void servesMembersThatShareTheirParametersWithOneStencil(Gen gen) {
        DeepIde ide = propagator(gen);
        Ensemble shared = gen.ensemble(ide, 4);
        States.shareParameters(shared);
        Ensemble alone = shared.copy();
        double[] values = alone.values();
        // one member with other parameters sends every member its own way
        for (int at = alone.block(Propagator.PARAMETERS).from() * 4 + 3; at < values.length; at += 4) {
            values[at] += 0.1;
        }
        advance(ide, shared, 1);
        advance(ide, alone, 1);
        for (int m = 0; m < 3; m++) {
            assertThat(States.distance(States.of(alone, m), States.of(shared, m)))
                    .isLessThan(1e-11);
        }
    }

    @Seeds
    void multipliesAConstantByTheGainEverywhere(Gen gen) {
        DeepIde ide = propagator(gen);
        int cells = ide.stateSize() / 3;
        Ensemble ensemble = gen.ensemble(ide, 3);
        Arrays.fill(ensemble.values(), 0, 3 * cells, 1);
        advance(ide, ensemble, 1);
        double[] values = ensemble.values();
        int gains = ensemble.block(Propagator.PARAMETERS).from() * 3;
        for (int at = 0; at < 3 * cells; at++) {
            double gain = ide.parameters().get(0).transform().toModel(values[gains + at % 3]);
            assertThat(values[at]).as("sum of a row").isCloseTo(gain, within(1e-12));
        }
    }

    @Seeds
    void keepsTheTwoFramesBefore(Gen gen) {
        DeepIde ide = propagator(gen);
        Ensemble ensemble = gen.ensemble(ide, 3);
        double[] before = ensemble.values().clone();
        int layer = ide.stateSize();
        advance(ide, ensemble, 1);
        assertThat(Arrays.copyOfRange(ensemble.values(), layer, 3 * layer))
                .containsExactly(Arrays.copyOf(before, 2 * layer));
    }

    /** @param field of dynamics that {@code read} the frames of {@code whole} once; takes the field of each member over from there */
    private void assertMovedAlike(DeepIde ide, Ensemble whole, DeepIde read, Ensemble field) {
        int cells = read.stateSize();
        for (int m = 0; m < 2; m++) {
            States.set(field, m, Arrays.copyOf(States.of(whole, m), cells));
        }
        advance(ide, whole, 1);
        advance(read, field, 1);
        assertThat(States.distance(States.of(field, 0), Arrays.copyOf(States.of(whole, 0), cells)))
                .isLessThan(1e-12);
    }

    /** With the flow read once, members move alone, and linearly. */
    @Nested
    class WithTheFlowReadOnce implements LinearContract, PositiveContract {
        @Override
        public DeepIde propagator(Gen gen) {
            DeepIde ide = DeepIdeTest.this.propagator(gen);
            return ide.readOff(gen.gaussians(ide.stateSize()));
        }

        @Seeds
        void movesTheFieldAsTheWholeDoesThatReadsTheSameFrames(Gen gen) {
            DeepIde ide = DeepIdeTest.this.propagator(gen);
            Ensemble whole = gen.ensemble(ide, 2);
            States.set(whole, 1, States.of(whole, 0));
            States.shareParameters(whole);
            double[] frames = States.of(whole, 0);
            DeepIde read = ide.readOff(frames);
            Ensemble field = gen.ensemble(read, 2);
            int learned = whole.block(Propagator.PARAMETERS).from() * 2;
            int copied = field.block(Propagator.PARAMETERS).from() * 2;
            System.arraycopy(whole.values(), learned, field.values(), copied, whole.values().length - learned);
            assertMovedAlike(ide, whole, read, field);
        }
    }

    /** With corrections that are fitted to the frames. */
    @Nested
    class Fitted implements PositiveContract {
        @Override
        public DeepIde propagator(Gen gen) {
            return DeepIdeTest.this.propagator(gen).fitted();
        }

        @Seeds
        void movesTheFieldAsTheWholeDoesThatReadsTheSameFrames(Gen gen) {
            DeepIde ide = propagator(gen);
            Ensemble whole = gen.ensemble(ide, 2);
            States.set(whole, 1, States.of(whole, 0));
            double[] frames = States.of(whole, 0);
            DeepIde read = ide.readOff(frames);
            assertMovedAlike(ide, whole, read, gen.ensemble(read, 2));
        }
    }

    /** With the flow and its fit read once, members move alone, and linearly. */
    @Nested
    class FittedOnce implements LinearContract, PositiveContract {
        @Override
        public DeepIde propagator(Gen gen) {
            DeepIde ide = DeepIdeTest.this.propagator(gen).fitted();
            return ide.readOff(gen.gaussians(ide.stateSize()));
        }
    }
}
