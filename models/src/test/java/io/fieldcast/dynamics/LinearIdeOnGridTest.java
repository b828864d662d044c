package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.PositiveContract;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinearIdeOnGridTest implements IdeContracts, PositiveContract {
    private final Grid grid = new Grid(11, 7, 0, 0, 0.5);

    @Override
    public LinearIde ide(Gen gen) {
        IdeKernel kernel = IdeKernel.constant(Rows.NORMALISED, 0.9, 0.6, 3);
        BisquareBasis coarse = BisquareBasis.over(new Box(0, 0, 5, 3), 2);
        return LinearIde.onGrid(
                grid,
                gen.integer(0, 1) == 0 ? kernel : kernel.withOffsetOn(coarse).withWidthOn(coarse));
    }

    @Test
    void isTheKernelOfThePaperTimesTheCellsArea() {
        LinearIde ide = LinearIde.onGrid(grid, IdeKernel.constant(Rows.AS_INTEGRAL, 0.9, 0.6, 3));
        double[] theta = {0.8, 0.7, -0.55, 0.3};
        double[] matrix = IdeContracts.operator(ide, unconstrained(ide, theta));
        double amplitude = theta[0] / (Math.PI * theta[1]);
        for (int s = 0; s < grid.size(); s++) {
            for (int x = 0; x < grid.size(); x++) {
                double dx = grid.x(s) + theta[2] - grid.x(x);
                double dy = grid.y(s) + theta[3] - grid.y(x);
                double kernel = amplitude * Math.exp(-(dx * dx + dy * dy) / theta[1]);
                assertThat(matrix[s * grid.size() + x]).isCloseTo(0.25 * kernel, within(1e-11));
            }
        }
    }

    @Test
    void appliesAVaryingKernelThatDoesNotVaryAsTheUniformOne() {
        for (Rows rows : Rows.values()) {
            IdeKernel kernel = IdeKernel.constant(rows, 0.9, 0.6, 3);
            LinearIde uniform = LinearIde.onGrid(grid, kernel);
            LinearIde varying = LinearIde.onGrid(grid, kernel.withWidthOn(grid));
            double[] parameters = unconstrained(uniform, new double[] {0.8, 0.7, -2.9, 2.9});
            double[] spread = new double[3 + grid.size()];
            Arrays.fill(spread, parameters[1]);
            spread[0] = parameters[0];
            spread[spread.length - 2] = parameters[2];
            spread[spread.length - 1] = parameters[3];
            assertThat(IdeContracts.operator(varying, spread))
                    .containsExactly(IdeContracts.operator(uniform, parameters), within(1e-14));
        }
    }

    @Test
    void losesNothingToSamplingAtTheWidthFloor() {
        LinearIde ide = LinearIde.onGrid(new Grid(41, 41, 0, 0, 1), IdeKernel.constant(Rows.AS_INTEGRAL, 1, 2, 3));
        for (double offset : new double[] {0, 0.25, 0.5}) {
            double[] matrix = IdeContracts.operator(ide, unconstrained(ide, new double[] {1, 1e-6, offset, offset}));
            double sum = 0;
            for (int x = 0; x < 1681; x++) {
                sum += matrix[840 * 1681 + x];
            }
            // the sampled Gaussian's error at 0.65 cells is 2 exp(-2 π² 0.65²) = 4.8e-4 along each axis
            assertThat(sum).isCloseTo(1, within(1e-3));
        }
    }

    @Test
    void drawsFromTheOffset() {
        LinearIde ide = LinearIde.onGrid(grid, IdeKernel.constant(Rows.NORMALISED, 1, 0.6, 3));
        double[] matrix = IdeContracts.operator(ide, unconstrained(ide, new double[] {1, 0.25, 1, -0.5}));
        double[] blob = new double[grid.size()];
        blob[3 * 11 + 5] = 1;
        double[] later = IdeContracts.times(matrix, blob);
        int largest = 0;
        for (int i = 0; i < later.length; i++) {
            largest = later[i] > later[largest] ? i : largest;
        }
        assertThat(largest).isEqualTo(4 * 11 + 3);
    }

    @Test
    void namesItsParametersInTheOrderOfTheirRows() {
        IdeKernel kernel = IdeKernel.constant(Rows.NORMALISED, 0.9, 0.6, 3);
        BisquareBasis coarse = BisquareBasis.over(new Box(0, 0, 1, 2), 2);
        assertThat(LinearIde.onGrid(grid, kernel.withWidthOn(coarse)).parameters())
                .extracting(Parameter::name)
                .containsExactly("gain", "width.0", "width.1", "offset.x", "offset.y");
    }

    private static double[] unconstrained(LinearIde ide, double[] theta) {
        double[] parameters = new double[theta.length];
        for (int i = 0; i < theta.length; i++) {
            parameters[i] = ide.parameters().get(i).transform().toUnconstrained(theta[i]);
        }
        return parameters;
    }
}
