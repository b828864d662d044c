package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.States;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the energy-conserving integro-difference equation promises over many steps, on both kinds of edge. */
class ConservationTest {
    private static final Grid GRID = new Grid(20, 18, 0, 0, 5);

    @ParameterizedTest
    @EnumSource
    void transportIsSkewToTheLastBitAndKeepsTheSum(Edge edge) {
        Grid grid = new Grid(8, 7, 0, 0, 2);
        int n = grid.size();
        Differences differences = Differences.fourthOrder(grid, edge);
        StreamFunction stream = new StreamFunction(grid, edge, differences, 3, 2, 1.5);
        double[] parameters = new Gen(3).gaussians(stream.parameters().size());
        double[] each = new double[parameters.length * n];
        for (int i = 0; i < each.length; i++) {
            each[i] = parameters[i / n];
        }
        int length = n * n;
        double[] work = new double[4 * length + stream.scratchSize(n)];
        stream.flow(each, 0, work, 0, length, 4 * length, n, 0.5 / grid.spacing());
        // Member m carries the m-th unit vector, so the result is the matrix itself.
        for (int m = 0; m < n; m++) {
            work[2 * length + m * n + m] = 1;
        }
        differences.transport(work, 0, length, 2 * length, 3 * length, n);
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                double entry = work[3 * length + i * n + j];
                assertThat(entry + work[3 * length + j * n + i]).isZero();
                largest = Math.max(largest, Math.abs(entry));
                sum += entry;
            }
            assertThat(sum).isCloseTo(0, within(1e-14));
        }
        assertThat(largest).as("largest entry").isGreaterThan(0.1);
    }

    @ParameterizedTest
    @EnumSource
    void thousandStepsKeepEnergyAndMass(Edge edge) {
        ConservingIde ide = ConservingIde.on(GRID, edge).speed(4).substeps(1).build();
        Ensemble ensemble = blobs(ide, 3);
        Ensemble start = ensemble.copy();
        double[] scratch = new double[ide.scratchSize(3)];
        double worstEnergy = 0;
        double worstMass = 0;
        for (int i = 0; i < 1000; i++) {
            ide.advance(ensemble, 1, scratch);
            for (int m = 0; m < 3; m++) {
                double[] before = States.of(start, m);
                double[] now = States.of(ensemble, m);
                worstEnergy =
                        Math.max(worstEnergy, Math.abs(States.sumOfSquares(now) / States.sumOfSquares(before) - 1));
                worstMass = Math.max(worstMass, Math.abs(States.sum(now) / States.sum(before) - 1));
            }
        }
        System.out.printf("figure %s drift over 1000 steps: energy %.2e mass %.2e%n", edge, worstEnergy, worstMass);
        assertThat(States.distance(States.of(ensemble, 0), States.of(start, 0)))
                .as("the field has moved")
                .isGreaterThan(1);
        assertThat(worstEnergy).isLessThanOrEqualTo(1e-12);
        assertThat(worstMass).isLessThanOrEqualTo(1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void diffusionNeverRaisesEnergyAndKeepsMass(Edge edge) {
        ConservingIde ide = ConservingIde.on(GRID, edge)
                .speed(4)
                .diffusivity(0.2)
                .substeps(1)
                .build();
        Ensemble ensemble = blobs(ide, 3);
        Ensemble start = ensemble.copy();
        double[] scratch = new double[ide.scratchSize(3)];
        double worstRise = -1;
        double worstMass = 0;
        // Energy is held to in every single step, so fewer of them do than where a drift is looked for.
        for (int i = 0; i < 300; i++) {
            double[][] before = {States.of(ensemble, 0), States.of(ensemble, 2)};
            ide.advance(ensemble, 1, scratch);
            for (int m = 0; m < 2; m++) {
                double[] now = States.of(ensemble, 2 * m);
                worstRise = Math.max(worstRise, States.sumOfSquares(now) / States.sumOfSquares(before[m]) - 1);
                double mass = States.sum(States.of(start, 2 * m));
                worstMass = Math.max(worstMass, Math.abs(States.sum(now) / mass - 1));
            }
        }
        System.out.printf("figure %s with R: largest rise of energy %.2e, mass %.2e%n", edge, worstRise, worstMass);
        assertThat(worstRise).isLessThanOrEqualTo(1e-13);
        assertThat(worstMass).isLessThanOrEqualTo(1e-12);
    }

    @ParameterizedTest
    @EnumSource
    void theReversedFlowUndoesTheStep(Edge edge) {
        ConservingIde ide = ConservingIde.on(GRID, edge).speed(6).build();
        Ensemble ensemble = blobs(ide, 3);
        Ensemble start = ensemble.copy();
        double[] scratch = new double[ide.scratchSize(3)];
        for (int i = 0; i < 20; i++) {
            ide.advance(ensemble, 1, scratch);
        }
        for (int at = ide.stateSize() * 3; at < ensemble.values().length; at++) {
            ensemble.values()[at] = -ensemble.values()[at];
        }
        for (int i = 0; i < 20; i++) {
            ide.advance(ensemble, 1, scratch);
        }
        assertThat(States.distance(States.of(ensemble, 1), States.of(start, 1)))
                .isLessThan(1e-12 * Math.sqrt(States.sumOfSquares(States.of(start, 1))));
    }

    @Test
    void diffusionSpreadsABlobByTwiceKappaTimesTime() {
        Grid grid = new Grid(41, 41, 0, 0, 2);
        GridDiffusion diffusion = new GridDiffusion(grid, Edge.WALLS);
        double[] values = new double[2 * grid.size()];
        values[2 * (20 * 41 + 20)] = 1;
        double[] work = new double[2 + diffusion.scratchSize(2)];
        double kappa = 0.3;
        work[0] = kappa * 0.5 / 4;
        for (int i = 0; i < 80; i++) {
            diffusion.advance(values, 0, work, 0, 2, 2);
        }
        double variance = 0;
        for (int cell = 0; cell < grid.size(); cell++) {
            variance += values[2 * cell] * (grid.x(cell) - 40) * (grid.x(cell) - 40);
        }
        assertThat(variance).isCloseTo(2 * kappa * 40, within(1e-6));
    }

    private static Ensemble blobs(ConservingIde ide, int members) {
        Gen gen = new Gen(11);
        Ensemble ensemble = gen.ensemble(ide, members);
        for (int m = 0; m < members; m++) {
            States.set(ensemble, m, Blob.on(GRID, 45 + 5 * m, 40, 14));
        }
        return ensemble;
    }
}
