package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
    private final SymmetricEigen eigen = new SymmetricEigen();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 17, 32, 64, 200})
    void rebuildsRandomMatricesFromTheirEigenvectors(int n) {
        double[] matrix = symmetric(n, n);

        assertDecomposes(n, matrix);
    }

    @Test
    void rebuildsGramMatricesOfFewVectors() {
        int n = 40;
        double[] vectors = new double[5 * n];
        new RandomStreams(3, "gram").stream(0, Purpose.TRUTH).fillGaussian(0, vectors, 0, vectors.length);
        double[] matrix = new double[n * n];
        for (int k = 0; k < 5; k++) {
            for (int i = 0; i < n; i++) {
                DenseKernels.addScaled(vectors[k * n + i], vectors, k * n, matrix, i * n, n);
            }
        }

        assertDecomposes(n, matrix);
    }

    @Test
    void rebuildsMatricesWithEqualEigenvalues() {
        int n = 30;
        double[] identity = new double[n * n];
        double[] ones = new double[n * n];
        for (int i = 0; i < n; i++) {
            identity[i * n + i] = 3;
            for (int j = 0; j < n; j++) {
                ones[i * n + j] = 1;
            }
        }

        assertDecomposes(n, identity);
        assertDecomposes(n, ones);
        assertDecomposes(n, new double[n * n]);
    }

    @Test
    void rebuildsMatricesWithEigenvaluesOfVeryDifferentSize() {
        int n = 24;
        double[] matrix = symmetric(n, 9);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i * n + j] *= Math.pow(10, -(i + j) / 4.0);
            }
        }

        assertDecomposes(n, matrix);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-100, 1e100})
    void doesNotMindTheUnit(double unit) {
        int n = 12;
        double[] matrix = symmetric(n, 5);
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] *= unit;
        }

        assertDecomposes(n, matrix);
    }

    @Test
    void findsTheKnownEigenvaluesOfASecondDifference() {
        int n = 20;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] = 2;
            if (i + 1 < n) {
                matrix[i * n + i + 1] = -1;
                matrix[(i + 1) * n + i] = -1;
            }
        }
        double[] values = new double[n];

        assertThat(eigen.decompose(n, matrix, values, new double[n * n])).isTrue();

        Arrays.sort(values);
        for (int k = 0; k < n; k++) {
            double expected = 2 - 2 * Math.cos(Math.PI * (k + 1) / (n + 1));
            assertThat(Math.abs(values[k] - expected)).isLessThan(1e-14);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void saysSoWhenTheMatrixIsNotFinite(double bad) {
        int n = 6;
        double[] matrix = symmetric(n, 1);
        matrix[2 * n + 4] = bad;
        matrix[4 * n + 2] = bad;

        assertThat(eigen.decompose(n, matrix, new double[n], new double[n * n])).isFalse();
    }

    private static double[] symmetric(int n, long seed) {
        RandomStreams.Stream random = new RandomStreams(seed, "symmetric").stream(0, Purpose.TRUTH);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * n + j] = random.gaussian((long) i * n + j);
                matrix[j * n + i] = matrix[i * n + j];
            }
        }
        return matrix;
    }

    private void assertDecomposes(int n, double[] matrix) {
        double[] values = new double[n];
        double[] vectors = new double[n * n];

        assertThat(eigen.decompose(n, matrix.clone(), values, vectors)).isTrue();

        double norm = Double.MIN_NORMAL;
        for (double element : matrix) {
            norm = Math.max(norm, Math.abs(element));
        }
        double residual = 0;
        double skewness = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double rebuilt = 0;
                for (int k = 0; k < n; k++) {
                    rebuilt += vectors[k * n + i] * values[k] * vectors[k * n + j];
                }
                residual = Math.max(residual, Math.abs(rebuilt - matrix[i * n + j]));
                double product = DenseKernels.dot(vectors, i * n, vectors, j * n, n);
                skewness = Math.max(skewness, Math.abs(product - (i == j ? 1 : 0)));
            }
        }
        assertThat(residual / norm).as("residual over largest element").isLessThan(1e-13 * Math.max(1, n / 10));
        assertThat(skewness).as("departure from orthogonality").isLessThan(1e-13);
    }
}
