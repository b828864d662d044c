package io.fieldcast.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GridTest implements RepresentationContract {
    private final Grid grid = new Grid(7, 4, -3, 10, 0.5);

    @Override
    public Representation representation() {
        return grid;
    }

    @Override
    public Box surroundings() {
        return new Box(-5, 8, 3, 15);
    }

    @Test
    void carriesLinearFieldsExactly() {
        double[] weights = new double[grid.size()];
        grid.weights(-1.3, 10.9, weights);
        double value = 0;
        for (int cell = 0; cell < weights.length; cell++) {
            value += weights[cell] * (2 + 3 * grid.x(cell) - grid.y(cell));
        }
        assertThat(value).isCloseTo(2 - 3.9 - 10.9, within(1e-12));
    }

    @Test
    void coversABoxWithSquareCells() {
        Grid covering = new Box(0, 0, 2, 1).grid(40);
        assertThat(covering.columns()).isEqualTo(40);
        assertThat(covering.rows()).isEqualTo(20);
        assertThat(covering.x(0)).isCloseTo(0.025, within(1e-12));
        assertThat(covering.y(covering.size() - 1)).isCloseTo(0.975, within(1e-12));
    }
}
