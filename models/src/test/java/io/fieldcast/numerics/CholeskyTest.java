package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CholeskyTest {
    private static final int SIZE = 23;

    private final Cholesky cholesky = new Cholesky(SIZE);
    private final double[] matrix = positiveDefinite();

    @Test
    void solvesForSeveralRightHandSides() {
        double[] solution = random(2, SIZE * 3);
        double[] values = times(matrix, solution, 3);
        assertThat(cholesky.factor(matrix)).isTrue();
        cholesky.solve(3, values);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(solution[i], within(1e-11));
        }
    }

    @Test
    void whitensToTheQuadraticFormOfTheInverse() {
        double[] vector = random(3, SIZE);
        double[] solved = vector.clone();
        double[] white = vector.clone();
        cholesky.factor(matrix);
        cholesky.solve(1, solved);
        cholesky.solveLower(1, white);
        double form = 0;
        double square = 0;
        for (int i = 0; i < SIZE; i++) {
            form += vector[i] * solved[i];
            square += white[i] * white[i];
        }
        assertThat(square).isCloseTo(form, within(1e-12 * form));
    }

    @Test
    void undoesWhiteningByMultiplication() {
        double[] values = random(4, SIZE * 2);
        double[] there = values.clone();
        cholesky.factor(matrix);
        cholesky.solveLower(2, there);
        cholesky.multiplyLower(2, there);
        for (int i = 0; i < values.length; i++) {
            assertThat(there[i]).isCloseTo(values[i], within(1e-12));
        }
    }

    @Test
    void takesSmallerMatricesAfterLargerOnes() {
        cholesky.factor(matrix);
        double[] values = {8, 19};

        assertThat(cholesky.factor(new double[] {4, 0, 2, 5}, 2)).isTrue();
        cholesky.solve(1, values);

        assertThat(cholesky.size()).isEqualTo(2);
        assertThat(values[0]).isCloseTo(0.125, within(1e-14));
        assertThat(values[1]).isCloseTo(3.75, within(1e-14));
        assertThatIllegalArgumentException().isThrownBy(() -> cholesky.factor(matrix, SIZE + 1));
    }

    @Test
    void knowsTheDeterminant() {
        Cholesky two = new Cholesky(2);
        two.factor(new double[] {4, 0, 2, 5});
        assertThat(two.logDeterminant()).isCloseTo(Math.log(16), within(1e-14));
    }

    @Test
    void refusesWhatIsNotPositiveDefinite() {
        Cholesky two = new Cholesky(2);
        assertThat(two.factor(new double[] {1, 2, 2, 1})).isFalse();
        assertThat(two.factor(new double[] {Double.NaN, 0, 0, 1})).isFalse();
        assertThat(two.factor(new double[] {1, 0, 0, 1})).isTrue();
    }

    private static double[] positiveDefinite() {
        double[] root = random(1, SIZE * SIZE);
        double[] matrix = new double[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                double sum = i == j ? 1 : 0;
                for (int k = 0; k < SIZE; k++) {
                    sum += root[i * SIZE + k] * root[j * SIZE + k];
                }
                matrix[i * SIZE + j] = sum;
            }
        }
        return matrix;
    }

    private static double[] times(double[] matrix, double[] values, int columns) {
        double[] product = new double[values.length];
        for (int i = 0; i < SIZE; i++) {
            for (int k = 0; k < SIZE; k++) {
                for (int c = 0; c < columns; c++) {
                    product[i * columns + c] += matrix[i * SIZE + k] * values[k * columns + c];
                }
            }
        }
        return product;
    }

    private static double[] random(long seed, int count) {
        double[] values = new double[count];
        new RandomStreams(seed, "cholesky")
                .stream(0, RandomStreams.Purpose.TRUTH).fillGaussian(0, values, 0, count);
        return values;
    }
}
