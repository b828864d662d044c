package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

/** The gathered stencil against the matrix that it stands for, {@code K_ij ∝ exp(−|s_j − s_i − w_i|² / 4D_i)}. */
class GaussianStencilTest {
    @Seeds
    void equalsTheDenseMatrixWithOffsetAndDiffusionOfEachCellItsOwn(Gen gen) {
        Grid grid = new Grid(gen.integer(8, 20), gen.integer(8, 20), 0, 0, gen.uniform(0.3, 4));
        assertThat(worst(gen, grid, gen.integer(1, 9), eachItsOwn(gen, grid), false))
                .isLessThan(1e-8);
    }

    private static double[] eachItsOwn(Gen gen, Grid grid) {
        double spacing = grid.spacing();
        double[] numbers = new double[4 * grid.size()];
        for (int i = 0; i < grid.size(); i++) {
            numbers[4 * i] = 1;
            // some stencils are at the floor, some blur three cells, some reach beyond the edge
            numbers[4 * i + 1] = 4 * spacing * spacing * gen.uniform(0.1, 4);
            numbers[4 * i + 2] = spacing * gen.uniform(-6, 6);
            numbers[4 * i + 3] = spacing * gen.uniform(-6, 6);
        }
        return numbers;
    }

    @Seeds
    void hasTheSlopesOfItsValues(Gen gen) {
        Grid grid = new Grid(gen.integer(8, 14), gen.integer(8, 14), 0, 0, gen.uniform(0.3, 4));
        int size = grid.size();
        double[] numbers = eachItsOwn(gen, grid);
        double[] fields = gen.gaussians(2 * size);
        GridQuadrature stencil = new GridQuadrature(grid, Rows.NORMALISED);
        double[] drawn = new double[2 * 4 * size];
        stencil.applyWithSlopes(numbers, 0, 2, fields, 0, drawn, 0, new double[stencil.slopesScratchSize()], 0);
        // offset x, offset y, width: their place among the numbers and their unit in the slopes
        double[] units = {grid.spacing(), grid.spacing(), grid.spacing() * grid.spacing()};
        int[] places = {2, 3, 1};
        for (int field = 0; field < 2; field++) {
            double[] values = moved(stencil, numbers, fields, field * size, size);
            for (int i = 0; i < size; i++) {
                assertThat(drawn[4 * (field * size + i)]).isCloseTo(values[i], within(1e-12));
            }
            for (int k = 0; k < 3; k++) {
                double change = 1e-5 * units[k];
                double[] up = moved(stencil, shifted(numbers, places[k], change), fields, field * size, size);
                double[] down = moved(stencil, shifted(numbers, places[k], -change), fields, field * size, size);
                for (int i = 0; i < size; i++) {
                    assertThat(drawn[4 * (field * size + i) + 1 + k]).isCloseTo((up[i] - down[i]) / 2e-5, within(1e-5));
                }
            }
        }
    }

    private static double[] moved(GridQuadrature stencil, double[] numbers, double[] fields, int from, int size) {
        double[] to = new double[size];
        stencil.apply(numbers, 0, false, 1, fields, from, to, 0, new double[stencil.scratchSize()], 0, Lines.NONE);
        return to;
    }

    private static double[] shifted(double[] numbers, int place, double change) {
        double[] shifted = numbers.clone();
        for (int at = place; at < shifted.length; at += 4) {
            shifted[at] += change;
        }
        return shifted;
    }

    /** On grids so large that some cells have their whole window inside, with offsets up to the length of an axis: no farther ones are told apart. */
    @Seeds
    void equalsItWithOneOffsetAndDiffusionForAllCells(Gen gen) {
        double spacing = gen.uniform(0.3, 4);
        Grid grid = new Grid(gen.integer(8, 50), gen.integer(8, 50), 0, 0, spacing);
        double width = 4 * spacing * spacing * gen.uniform(0.1, 4);
        double east = spacing * grid.columns() * gen.uniform(-1, 1) * gen.uniform(0, 1);
        double north = spacing * grid.rows() * gen.uniform(-1, 1) * gen.uniform(0, 1);
        double[] numbers = new double[4 * grid.size()];
        for (int i = 0; i < numbers.length; i += 4) {
            numbers[i] = 1;
            numbers[i + 1] = width;
            numbers[i + 2] = east;
            numbers[i + 3] = north;
        }
        for (int members : new int[] {1, gen.integer(2, 9)}) {
            assertThat(worst(gen, grid, members, numbers, true)).isLessThan(1e-8);
        }
    }

    /** Largest difference from the dense matrix for some random fields. */
    private static double worst(Gen gen, Grid grid, int members, double[] numbers, boolean uniform) {
        double[] from = gen.gaussians(grid.size() * members);
        double[] to = new double[from.length];
        GridQuadrature stencil = new GridQuadrature(grid, Rows.NORMALISED);
        double[] scratch = new double[stencil.scratchSize()];
        stencil.apply(numbers, 0, uniform, members, from, 0, to, 0, scratch, 0, stencil.lines(members));
        double worst = 0;
        for (int i = 0; i < grid.size(); i++) {
            double[] row = denseRow(grid, numbers, i);
            for (int m = 0; m < members; m++) {
                double expected = 0;
                for (int j = 0; j < grid.size(); j++) {
                    expected += row[j] * from[j * members + m];
                }
                worst = Math.max(worst, Math.abs(to[i * members + m] - expected));
            }
        }
        return worst;
    }

    private static double[] denseRow(Grid grid, double[] numbers, int i) {
        double width = Math.max(numbers[4 * i + 1], 2 * Math.pow(0.65 * grid.spacing(), 2));
        double[] row = new double[grid.size()];
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < row.length; j++) {
            double dx = grid.x(j) - grid.x(i) - numbers[4 * i + 2];
            double dy = grid.y(j) - grid.y(i) - numbers[4 * i + 3];
            row[j] = (dx * dx + dy * dy) / width;
            least = Math.min(least, row[j]);
        }
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            row[j] = Math.exp(least - row[j]);
            sum += row[j];
        }
        for (int j = 0; j < row.length; j++) {
            row[j] /= sum;
        }
        return row;
    }
}
