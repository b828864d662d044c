package io.fieldcast.verification.nowcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Covariance;
import io.fieldcast.dynamics.ProcessNoise;
import io.fieldcast.geometry.Grid;
import io.fieldcast.testkit.Gen;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaternFitTest {
    private static final Grid GRID = new Grid(40, 30, 0, 0, 1);
    private static final int[] CELLS = IntStream.range(0, GRID.size()).toArray();

    private final Gen gen = new Gen(2);

    @Test
    void findsTheNoiseBehindMeasurementErrorsAndRoughEdges() {
        MaternFit fit = new MaternFit(GRID, 3, 8, 1);
        ProcessNoise noise = ProcessNoise.on(GRID, new Covariance.Matern32(3, 1));
        for (int frame = 0; frame < 60; frame++) {
            double[] residuals = gen.gaussians(GRID.size());
            noise.colour(residuals, 0, 1);
            for (int cell : CELLS) {
                residuals[cell] = 0.7 * residuals[cell] + 0.5 * gen.gaussian();
                if (cell % GRID.columns() < 3) {
                    residuals[cell] += 5 * gen.gaussian();
                }
            }
            fit.add(CELLS, residuals);
        }
        Covariance.Matern32 found = fit.fit(new Covariance.Matern32(1, 1));
        assertThat(found.length()).isCloseTo(3, within(0.4));
        assertThat(found.variance()).isCloseTo(0.49, within(0.05));
    }

    @Test
    void keepsWhatWasThereWhereResidualsDoNotGoTogether() {
        MaternFit fit = new MaternFit(GRID, 3, 8, 1);
        Covariance.Matern32 before = new Covariance.Matern32(2, 0.1);
        assertThat(fit.fit(before)).isEqualTo(before);
        double[] checkered = new double[GRID.size()];
        for (int cell : CELLS) {
            checkered[cell] = (cell % GRID.columns() + Math.floorDiv(cell, GRID.columns())) % 2 - 0.5;
        }
        fit.add(CELLS, checkered);
        assertThat(fit.fit(before).variance()).isPositive();
    }
}
