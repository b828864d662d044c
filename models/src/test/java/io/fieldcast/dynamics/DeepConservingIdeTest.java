package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.DissipatesEnergyContract;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import io.fieldcast.testkit.States;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeepConservingIdeTest implements DissipatesEnergyContract {
    @Override
    public DeepConservingIde propagator(Gen gen) {
        double spacing = gen.uniform(0.5, 20);
        Grid grid = new Grid(gen.integer(9, 14), gen.integer(9, 14), gen.gaussian(), gen.gaussian(), spacing);
        return new DeepConservingIde(
                grid,
                gen.integer(0, 1) == 0 ? Edge.PERIODIC : Edge.WALLS,
                DeepModels.random(gen, gen.integer(1, 3)),
                new DeepIde.Corrections(gen.uniform(0.5, 0.99), gen.uniform(0.1, 1), gen.integer(1, 2)));
    }

    @Seeds
    void multipliesTheMassByTheGain(Gen gen) {
        DeepConservingIde ide = propagator(gen);
        Ensemble ensemble = gen.ensemble(ide, 2);
        int cells = ide.stateSize() / 3;
        Ensemble before = ensemble.copy();
        advance(ide, ensemble, 1);
        int gains = ensemble.block(Propagator.PARAMETERS).from() * 2;
        for (int m = 0; m < 2; m++) {
            double gain = ide.parameters().get(0).transform().toModel(ensemble.values()[gains + m]);
            double[] field = Arrays.copyOf(States.of(before, m), cells);
            double[] later = Arrays.copyOf(States.of(ensemble, m), cells);
            assertThat(States.sum(later))
                    .isCloseTo(gain * States.sum(field), within(1e-10 * States.sumOfMagnitudes(field)));
        }
    }

    @Test
    void carriesABlobWhereTheStencilCarriesIt() {
        Grid grid = new Grid(48, 48, 0, 0, 2.5);
        TrainedModel model = BundledModel.named(DeepIdeDynamics.BUNDLED);
        DeepIde.Corrections corrections = new DeepIde.Corrections(0.99, 0.1, 1);
        double[] stencil = centreAfterAStep(grid, new DeepIde(grid, model, corrections));
        double[] stream = centreAfterAStep(grid, new DeepConservingIde(grid, Edge.PERIODIC, model, corrections));
        assertThat(stencil[0]).as("x of the stencil's blob").isCloseTo(24 + 1.5, within(0.4));
        assertThat(stream[0]).as("x of the stream's blob").isCloseTo(stencil[0], within(0.4));
        assertThat(stream[1]).as("y of the stream's blob").isCloseTo(stencil[1], within(0.4));
    }

    /** Centre of mass, in cells, of a blob that came to the middle at 1.5 cells a step eastwards. */
    private static double[] centreAfterAStep(Grid grid, Propagator propagator) {
        Ensemble ensemble = new Gen(1).ensemble(propagator, 2);
        int state = propagator.stateSize();
        for (int row = 0; row < state; row++) {
            int cell = row % grid.size();
            double x = cell % grid.columns() - (24 - 1.5 * Math.floorDiv(row, grid.size()));
            double y = Math.floorDiv(cell, grid.columns()) - 22.0;
            Arrays.fill(ensemble.values(), 2 * row, 2 * row + 2, Math.exp(-(x * x + y * y) / 18));
        }
        Ensemble.Block learned = ensemble.block(Propagator.PARAMETERS);
        for (int k = 0; k < learned.rows(); k++) {
            double mean = propagator.parameters().get(k).mean();
            Arrays.fill(ensemble.values(), 2 * (learned.from() + k), 2 * (learned.from() + k) + 2, mean);
        }
        propagator.advance(ensemble, 1, new double[propagator.scratchSize(2)]);
        double[] centre = new double[2];
        double mass = 0;
        for (int cell = 0; cell < grid.size(); cell++) {
            double value = ensemble.values()[2 * cell];
            centre[0] += value * (cell % grid.columns());
            centre[1] += value * Math.floorDiv(cell, grid.columns());
            mass += value;
        }
        return new double[] {centre[0] / mass, centre[1] / mass};
    }
}
