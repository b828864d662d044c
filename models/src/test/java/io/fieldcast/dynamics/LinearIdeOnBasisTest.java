package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.geometry.BisquareBasis;
import io.fieldcast.geometry.Box;
import io.fieldcast.testkit.Gen;
import org.junit.jupiter.api.Test;

class LinearIdeOnBasisTest implements IdeContracts {
    private final Box square = new Box(0, 0, 1, 1);
    private final BisquareBasis basis = BisquareBasis.over(square, 2, 5);

    @Override
    public LinearIde ide(Gen gen) {
        IdeKernel kernel = IdeKernel.constant(Rows.NORMALISED, 0.9, 0.01, 0.3);
        return LinearIde.onBasis(
                basis,
                square.grid(17),
                gen.integer(0, 1) == 0 ? kernel : kernel.withOffsetOn(BisquareBasis.over(square, 2)));
    }

    @Test
    void isTheLeastSquaresProjectionOfTheStepOnTheFineGrid() {
        IdeKernel kernel = IdeKernel.constant(Rows.NORMALISED, 0.9, 0.01, 0.3);
        LinearIde ide = ide(new Gen(1));
        LinearIde onGrid = LinearIde.onGrid(square.grid(17), kernel);
        LinearIde onBasis = LinearIde.onBasis(basis, square.grid(17), kernel);
        double[] parameters = {1, -4, 0.7, -0.4};
        double[] state = new Gen(2).gaussians(basis.size());
        double[] fine = IdeContracts.times(IdeContracts.operator(onGrid, parameters), lift(state));
        double[] residual = lift(IdeContracts.times(IdeContracts.operator(onBasis, parameters), state));
        for (int i = 0; i < fine.length; i++) {
            residual[i] -= fine[i];
        }
        // normal equations: what is left over is orthogonal to every basis function
        double[] weights = new double[basis.size()];
        double[] moment = new double[basis.size()];
        for (int i = 0; i < fine.length; i++) {
            basis.weights(square.grid(17).x(i), square.grid(17).y(i), weights);
            for (int j = 0; j < moment.length; j++) {
                moment[j] += weights[j] * residual[i];
            }
        }
        assertThat(moment).containsExactly(new double[moment.length], within(1e-11));
        assertThat(ide.claims()).containsExactly(new Claim.Linear());
    }

    @Test
    void refusesAFineGridThatCannotTellTheFunctionsApart() {
        assertThatThrownBy(() ->
                        LinearIde.onBasis(basis, square.grid(4), IdeKernel.constant(Rows.NORMALISED, 0.9, 0.01, 0.3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finer");
    }

    private double[] lift(double[] state) {
        double[] weights = new double[basis.size()];
        double[] values = new double[17 * 17];
        for (int i = 0; i < values.length; i++) {
            basis.weights(square.grid(17).x(i), square.grid(17).y(i), weights);
            for (int j = 0; j < weights.length; j++) {
                values[i] += weights[j] * state[j];
            }
        }
        return values;
    }
}
