package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.States;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** A blob of 3.8 cells' width comes back after one period; the splitting converges with its order. */
class TransportAccuracyTest {
    private static final Grid GRID = new Grid(64, 64, 0, 0, 1);
    private static final double WIDTH = 3.8;

    @Test
    void aBlobComesBackAfterOnePeriodOfAUniformFlow() {
        double[] blob = Blob.on(GRID, 31, 31, WIDTH);
        double fourth = errorAfterUniformPeriod(Differences.fourthOrder(GRID, Edge.PERIODIC), blob);
        double second = errorAfterUniformPeriod(Differences.secondOrder(GRID, Edge.PERIODIC), blob);
        System.out.printf("figure uniform period: 4th order %.4f, 2nd order %.4f%n", fourth, second);
        assertThat(fourth).isLessThanOrEqualTo(0.10);
        assertThat(second).as("what fourth order is worth").isGreaterThan(2 * fourth);
    }

    @Test
    void aBlobComesBackAfterOneTurnOfASolidRotationBetweenWalls() {
        double[] blob = Blob.on(GRID, 31.5 + 11, 31.5, WIDTH);
        double fourth = errorAfterTurn(Differences.fourthOrder(GRID, Edge.WALLS), blob);
        double second = errorAfterTurn(Differences.secondOrder(GRID, Edge.WALLS), blob);
        System.out.printf("figure solid rotation: 4th order %.4f, 2nd order %.4f%n", fourth, second);
        assertThat(fourth).isLessThanOrEqualTo(0.10);
        assertThat(second).as("what fourth order is worth").isGreaterThan(2 * fourth);
    }

    @Test
    void splittingConvergesWithTheSquareOfTheStep() {
        double[] coarse = errorsAgainstFine(2);
        double[] middle = errorsAgainstFine(4);
        double[] fine = errorsAgainstFine(8);
        for (int m = 0; m < coarse.length; m++) {
            System.out.printf("figure splitting member %d: errors %.3e %.3e %.3e%n", m, coarse[m], middle[m], fine[m]);
            assertThat(Math.log(coarse[m] / middle[m]) / Math.log(2)).isCloseTo(2, within(0.25));
            assertThat(Math.log(middle[m] / fine[m]) / Math.log(2)).isCloseTo(2, within(0.1));
        }
    }

    private static double errorAfterUniformPeriod(Differences differences, double[] blob) {
        double[] flow = new double[2 * GRID.size()];
        for (int cell = 0; cell < GRID.size(); cell++) {
            flow[2 * cell] = 1;
        }
        return errorAfter(differences, blob, flow, 64, 128);
    }

    private static double errorAfterTurn(Differences differences, double[] blob) {
        double turn = 2 * Math.PI / 64;
        DoubleBinaryOperator psi = (x, y) -> {
            double squared = (x - 31.5) * (x - 31.5) + (y - 31.5) * (y - 31.5);
            return 0.5 * turn * Math.min(0, squared - 28 * 28);
        };
        int n = GRID.size();
        double[] work = new double[3 * n];
        for (int cell = 0; cell < n; cell++) {
            work[cell] = psi.applyAsDouble(GRID.x(cell), GRID.y(cell));
        }
        differences.rotate(work, 0, n, 2 * n, 1, 1);
        double[] flow = new double[2 * n];
        for (int cell = 0; cell < n; cell++) {
            flow[2 * cell] = work[n + cell];
            flow[2 * cell + 1] = work[2 * n + cell];
        }
        return errorAfter(differences, blob, flow, 64, 256);
    }

    /** Relative error of one member after {@code time} in {@code steps}; {@code flow} holds (u, v) of each cell. */
    private static double errorAfter(Differences differences, double[] blob, double[] flow, double time, int steps) {
        int n = GRID.size();
        CayleyStep cayley = new CayleyStep(differences);
        double[] work = new double[2 * n + cayley.scratchSize(1)];
        for (int cell = 0; cell < n; cell++) {
            work[cell] = flow[2 * cell] * time / steps / 4;
            work[n + cell] = flow[2 * cell + 1] * time / steps / 4;
        }
        double[] state = blob.clone();
        for (int i = 0; i < steps; i++) {
            cayley.advance(state, 0, work, 0, n, 2 * n, 1);
        }
        return States.distance(state, blob) / Math.sqrt(States.sumOfSquares(blob));
    }

    /** Distance of each member from a run with 128 substeps. */
    private static double[] errorsAgainstFine(int substeps) {
        Ensemble one = run(substeps);
        Ensemble exact = run(128);
        double[] errors = new double[one.members()];
        for (int m = 0; m < errors.length; m++) {
            errors[m] = States.distance(States.of(one, m), States.of(exact, m));
        }
        return errors;
    }

    private static Ensemble run(int substeps) {
        Grid grid = new Grid(24, 20, 0, 0, 3);
        ConservingIde ide = ConservingIde.on(grid, Edge.WALLS)
                .bases(2, 2)
                .speed(2)
                .diffusivity(0.5)
                .substeps(substeps)
                .build();
        Ensemble ensemble = new Gen(5).ensemble(ide, 3);
        for (int m = 0; m < 3; m++) {
            States.set(ensemble, m, Blob.on(grid, 30 + 3 * m, 33, 12));
        }
        ide.advance(ensemble, 1, new double[ide.scratchSize(3)]);
        return ensemble;
    }
}
