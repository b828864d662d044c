package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;

/**
 * Multiplies the anomalies by a random orthogonal N × N matrix that keeps the mean: {@code Q 1 = 1}. Mean and covariance stay;
 * the outliers that square root filters breed do not. One rotation serves all rows, so fields stay smooth. Owns its scratch;
 * confined to one thread.
 *
 * <p>Q is a uniformly distributed rotation of the N−1 dimensions orthogonal to the vector of ones: a product of Householder
 * reflections whose vectors are Gaussian (Stewart 1980), carried there by the reflection that maps the first axis to 1/√N.
 *
 * @see <a href="https://doi.org/10.1175/2007MWR2021.1">Sakov and Oke (2008)</a>
 */
public final class RandomRotation {
    private final int members;
    private final double[] matrix;
    private final double[] vector;
    private final double[] row;

    public RandomRotation(int members) {
        Check.that(members >= 2, "a rotation needs at least 2 members, got %d", members);
        this.members = members;
        this.matrix = new double[members * members];
        this.vector = new double[members];
        this.row = new double[members];
    }

    /** Rotates every row of the ensemble. */
    public void apply(Ensemble ensemble, RandomStreams.Stream random) {
        Check.that(ensemble.members() == members, "ensemble has %d members, expected %d", ensemble.members(), members);
        draw(random);
        double[] values = ensemble.values();
        for (int i = 0; i < ensemble.size(); i++) {
            double mean = ensemble.mean(i);
            int at = i * members;
            for (int m = 0; m < members; m++) {
                row[m] = values[at + m] - mean;
            }
            DenseKernels.rowTimesMatrix(row, 0, matrix, members, values, at);
            for (int m = 0; m < members; m++) {
                values[at + m] += mean;
            }
        }
    }

    /** Writes H diag(1, Ω) H into {@code matrix}, H being the reflection between the first axis and 1/√N. */
    private void draw(RandomStreams.Stream random) {
        Arrays.fill(matrix, 0);
        for (int m = 0; m < members; m++) {
            matrix[m * members + m] = 1;
        }
        long index = 0;
        for (int from = members - 1; from >= 1; from--) {
            random.fillGaussian(index, vector, from, members);
            index += members;
            index += index & 1;
            // With the sign of its first component, each reflection is the step of a QR decomposition with positive
            // diagonal.
            double norm = Math.sqrt(DenseKernels.dot(vector, from, vector, from, members - from));
            double sign = vector[from] >= 0 ? 1 : -1;
            vector[from] += sign * norm;
            reflectColumns(from);
            scaleColumn(from, -sign);
        }
        double first = 1 / Math.sqrt(members);
        Arrays.fill(vector, first);
        vector[0] -= 1;
        reflectColumns(0);
        reflectRows();
    }

    /** {@code matrix ← matrix (I − 2 v vᵀ / vᵀv)}, v living on {@code from} and after. */
    private void reflectColumns(int from) {
        int length = members - from;
        double square = DenseKernels.dot(vector, from, vector, from, length);
        for (int i = 0; i < members; i++) {
            int at = i * members + from;
            double scale = 2 * DenseKernels.dot(matrix, at, vector, from, length) / square;
            DenseKernels.addScaled(-scale, vector, from, matrix, at, length);
        }
    }

    private void reflectRows() {
        double square = DenseKernels.dot(vector, 0, vector, 0, members);
        DenseKernels.rowTimesMatrix(vector, 0, matrix, members, row, 0);
        for (int i = 0; i < members; i++) {
            DenseKernels.addScaled(-2 * vector[i] / square, row, 0, matrix, i * members, members);
        }
    }

    private void scaleColumn(int column, double factor) {
        for (int i = 0; i < members; i++) {
            matrix[i * members + column] *= factor;
        }
    }
}
