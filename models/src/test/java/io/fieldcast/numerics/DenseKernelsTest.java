package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

class DenseKernelsTest {
    @Seeds
    void transposesMatricesOfAnyShape(Gen gen) {
        int rows = gen.integer(1, 20);
        int columns = gen.integer(1, 20);
        double[] matrix = gen.gaussians(3 + rows * columns);
        double[] transpose = new double[5 + rows * columns];
        DenseKernels.transpose(rows, columns, matrix, 3, transpose, 5);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(transpose[5 + column * rows + row]).isEqualTo(matrix[3 + row * columns + column]);
            }
        }
    }
}
