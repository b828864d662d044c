package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;

/** The gathered stencil against the matrix that it stands for, {@code K_ij ∝ exp(−|s_j − s_i − w_i|² / 4D_i)}. */
class GaussianStencilTest {
    @Seeds
    void equalsTheDenseMatrixWithOffsetAndDiffusionOfEachCellItsOwn(Gen gen) {
        double spacing = gen.uniform(0.3, 4);
        Grid grid = new Grid(gen.integer(8, 20), gen.integer(8, 20), 0, 0, spacing);
        int members = gen.integer(1, 9);
        double[] numbers = new double[4 * grid.size()];
        for (int i = 0; i < grid.size(); i++) {
            numbers[4 * i] = 1;
            // some stencils are at the floor, some blur three cells, some reach beyond the edge
            numbers[4 * i + 1] = 4 * spacing * spacing * gen.uniform(0.1, 4);
            numbers[4 * i + 2] = spacing * gen.uniform(-6, 6);
            numbers[4 * i + 3] = spacing * gen.uniform(-6, 6);
        }
        double[] from = gen.gaussians(grid.size() * members);
        double[] to = new double[from.length];
        GridQuadrature stencil = new GridQuadrature(grid, Rows.NORMALISED);
        stencil.apply(numbers, 0, false, members, from, 0, to, 0, new double[stencil.scratchSize(members)], 0);
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
        assertThat(worst).isLessThan(1e-8);
    }

    /** Of every member its own, from one window for all or, where offsets are far apart, for one after the other. */
    @Seeds
    void equalsTheDenseMatrixOfEveryMember(Gen gen) {
        Grid grid = new Grid(gen.integer(8, 24), gen.integer(8, 20), 0, 0, 1);
        int members = gen.integer(2, 40);
        double apart = gen.integer(0, 9) == 0 ? 15 : 0.5;
        int cells = grid.size();
        int block = grid.columns() * members;
        double steadyX = gen.uniform(-5, 5);
        double steadyY = gen.uniform(-5, 5);
        double gain = gen.uniform(0.5, 1);
        // room for a row on either side of the field, as the stencil wants it
        double[] from = gen.gaussians((cells + 2 * grid.columns()) * members);
        MemberStencil stencil = new MemberStencil(grid);
        int gains = stencil.laneSize(members);
        int free = gains + stencil.gainSize(members);
        double[] work = new double[free + stencil.scratchSize(members)];
        Arrays.fill(work, gains, free, gain);
        double[] to = new double[block];
        double worst = 0;
        double[] numbers = new double[4 * cells];
        for (int row = 0; row < grid.rows(); row++) {
            for (int x = 0; x < grid.columns(); x++) {
                int bounds = 3 * block + 6 * x;
                for (int k = 0; k < 6; k += 2) {
                    work[bounds + k] = Double.POSITIVE_INFINITY;
                    work[bounds + k + 1] = Double.NEGATIVE_INFINITY;
                }
                for (int m = 0; m < members; m++) {
                    work[x * members + m] = steadyX + gen.uniform(-apart, apart);
                    work[block + x * members + m] = steadyY + gen.uniform(-apart, apart);
                    work[2 * block + x * members + m] = gen.uniform(0.1, 1) * MemberStencil.SHARPEST;
                    for (int k = 0; k < 3; k++) {
                        double value = work[k * block + x * members + m];
                        work[bounds + 2 * k] = Math.min(work[bounds + 2 * k], value);
                        work[bounds + 2 * k + 1] = Math.max(work[bounds + 2 * k + 1], value);
                    }
                }
            }
            stencil.row(row, members, from, block, to, 0, work, 0, gains, free);
            for (int lane = 0; lane < block; lane++) {
                int cell = row * grid.columns() + lane / members;
                numbers[4 * cell + 1] = 1 / work[2 * block + lane];
                numbers[4 * cell + 2] = work[lane];
                numbers[4 * cell + 3] = work[block + lane];
                double[] weights = denseRow(grid, numbers, cell);
                double expected = 0;
                for (int j = 0; j < cells; j++) {
                    expected += weights[j] * from[block + j * members + lane % members];
                }
                worst = Math.max(worst, Math.abs(to[lane] - gain * expected));
            }
        }
        assertThat(worst).isLessThan(1e-6);
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
