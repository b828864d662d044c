package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.IdeKernel.Rows;
import io.fieldcast.geometry.StationNodes;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.PositiveContract;
import org.junit.jupiter.api.Test;

class LinearIdeOnNodesTest implements IdeContracts, PositiveContract {
    @Override
    public LinearIde ide(Gen gen) {
        StationNodes nodes = nodes(gen, 12);
        IdeKernel kernel = IdeKernel.constant(Rows.NORMALISED, 0.9, 3000, 200);
        return LinearIde.onNodes(
                nodes,
                gen.integer(0, 1) == 0 ? kernel : kernel.withOffsetOn(nodes).withWidthOn(nodes));
    }

    @Test
    void givesEveryRowTheGain() {
        LinearIde ide = LinearIde.onNodes(nodes(new Gen(3), 9), IdeKernel.constant(Rows.NORMALISED, 0.9, 3000, 200));
        double[] parameters = {1.2, 5, 2.5, -2.5};
        double gain = ide.parameters().get(0).transform().toModel(1.2);
        double[] matrix = IdeContracts.operator(ide, parameters);
        for (int i = 0; i < 9; i++) {
            double sum = 0;
            for (int j = 0; j < 9; j++) {
                sum += matrix[i * 9 + j];
            }
            assertThat(sum).isCloseTo(gain, within(1e-14));
        }
    }

    @Test
    void weighsNodesByTheKernelAboutTheOffset() {
        StationNodes nodes = new StationNodes(new double[] {0, 10, 25}, new double[] {0, 0, 0}, 20);
        LinearIde ide = LinearIde.onNodes(nodes, IdeKernel.constant(Rows.NORMALISED, 0.9, 400, 50));
        double[] parameters =
                ide.parameters().stream().mapToDouble(Parameter::mean).toArray();
        parameters[2] = ide.parameters().get(2).transform().toUnconstrained(8);
        double[] matrix = IdeContracts.operator(ide, parameters);
        double[] kernel = {Math.exp(-64.0 / 400), Math.exp(-4.0 / 400), Math.exp(-289.0 / 400)};
        for (int j = 0; j < 3; j++) {
            assertThat(matrix[j]).isCloseTo(0.9 * kernel[j] / (kernel[0] + kernel[1] + kernel[2]), within(1e-14));
        }
    }

    @Test
    void refusesTheIntegralAsItStands() {
        StationNodes nodes = nodes(new Gen(1), 4);
        IdeKernel kernel = IdeKernel.constant(Rows.AS_INTEGRAL, 0.9, 3000, 200);
        assertThatThrownBy(() -> LinearIde.onNodes(nodes, kernel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("normalised");
    }

    private static StationNodes nodes(Gen gen, int count) {
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = gen.uniform(0, 300);
            y[i] = gen.uniform(0, 300);
        }
        return new StationNodes(x, y, 150);
    }
}
