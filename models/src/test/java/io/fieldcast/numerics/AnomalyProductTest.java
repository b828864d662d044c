package io.fieldcast.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams.Purpose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyProductTest {
    private static final RandomStreams STREAMS = new RandomStreams(11, "product");

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 7", "8, 256", "13, 257", "32, 600", "33, 255"})
    void multipliesEachRowsAnomaliesByTheMatrix(int members, int rows) {
        double[] matrix = gaussian(members * members, 1);
        double[] from = gaussian(rows * members + 5, 2);
        double[] to = new double[from.length];
        AnomalyProduct product = new AnomalyProduct();
        product.setMatrix(matrix, members);

        assertThat(product.multiply(from, to, 5, rows)).isZero();

        for (int row = 0; row < rows; row++) {
            int at = 5 + row * members;
            double mean = DenseKernels.sum(from, at, members) / members;
            for (int m = 0; m < members; m++) {
                double expected = mean;
                for (int k = 0; k < members; k++) {
                    expected += (from[at + k] - mean) * matrix[k * members + m];
                }
                assertThat(to[at + m]).isCloseTo(expected, within(1e-12));
            }
        }
        assertThat(to).startsWith(0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"5, 300", "32, 700"})
    void givesARowTheSameBitsWhereverItStands(int members, int rows) {
        double[] from = gaussian(rows * members, 3);
        AnomalyProduct product = new AnomalyProduct();
        product.setMatrix(gaussian(members * members, 4), members);
        double[] together = new double[from.length];
        double[] apart = new double[from.length];

        product.multiply(from, together, 0, rows);
        for (int row = 0; row < rows; row++) {
            product.multiply(from, apart, row * members, 1);
        }

        assertThat(apart).isEqualTo(together);
    }

    @ParameterizedTest
    @CsvSource({"32, 31", "31, 32", "6, 5"})
    void forgetsAMatrixOfAnotherSize(int before, int members) {
        double[] matrix = gaussian(members * members, 7);
        double[] from = gaussian(9 * members, 8);
        AnomalyProduct used = new AnomalyProduct();
        used.setMatrix(gaussian(before * before, 9), before);
        used.multiply(gaussian(9 * before, 10), new double[9 * before], 0, 9);
        used.setMatrix(matrix, members);
        AnomalyProduct fresh = new AnomalyProduct();
        fresh.setMatrix(matrix, members);
        double[] actual = new double[from.length];
        double[] expected = new double[from.length];

        used.multiply(from, actual, 0, 9);
        fresh.multiply(from, expected, 0, 9);

        assertThat(actual).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"3, 299", "32, 10"})
    void tellsWhatIsNotFinite(int members, int rows) {
        double[] values = gaussian(rows * members, 5);
        AnomalyProduct product = new AnomalyProduct();
        product.setMatrix(gaussian(members * members, 6), members);
        values[values.length - 1] = Double.MAX_VALUE;
        values[values.length - 2] = -Double.MAX_VALUE;

        assertThat(product.multiply(values, values, 0, rows)).isNaN();
    }

    private static double[] gaussian(int length, int cycle) {
        double[] values = new double[length];
        STREAMS.stream(cycle, Purpose.INITIAL_STATE).fillGaussian(0, values, 0, length);
        return values;
    }
}
