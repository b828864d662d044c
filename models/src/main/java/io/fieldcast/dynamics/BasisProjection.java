package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Cholesky;

/**
 * Coefficients of a basis → values on the quadrature points → coefficients again, by least squares: {@code Φ} and
 * {@code (ΦᵀΦ)⁻¹Φᵀ}, both worked out once. Immutable.
 */
final class BasisProjection {
    private final int size;
    private final int points;
    private final double[] lift;
    private final double[] project;

    BasisProjection(Representation basis, Quadrature quadrature) {
        this.size = basis.size();
        this.points = quadrature.points();
        this.lift = new double[points * size];
        this.project = new double[size * points];
        double[] weights = new double[size];
        double[] gram = new double[size * size];
        for (int point = 0; point < points; point++) {
            basis.weights(quadrature.x(point), quadrature.y(point), weights);
            for (int i = 0; i < size; i++) {
                lift[point * size + i] = weights[i];
                project[i * points + point] = weights[i];
                for (int j = 0; j <= i; j++) {
                    gram[i * size + j] += weights[i] * weights[j];
                }
            }
        }
        Cholesky cholesky = new Cholesky(size);
        Check.that(
                cholesky.factor(gram),
                "%d basis functions are not told apart by %d quadrature points; make the quadrature grid finer",
                size,
                points);
        cholesky.solve(points, project);
    }

    /** Values from coefficients, for several fields at once; a basis of local functions has mostly zero weights. */
    void lift(int columns, double[] coefficients, int from, double[] values, int to) {
        multiply(lift, points, size, columns, coefficients, from, values, to);
    }

    /** Least-squares coefficients from values, for several fields at once. */
    void project(int columns, double[] values, int from, double[] coefficients, int to) {
        multiply(project, size, points, columns, values, from, coefficients, to);
    }

    private static void multiply(
            double[] matrix, int rows, int inner, int columns, double[] from, int fromAt, double[] to, int toAt) {
        for (int i = 0; i < rows; i++) {
            int target = toAt + i * columns;
            for (int c = target; c < target + columns; c++) {
                to[c] = 0;
            }
            for (int k = 0; k < inner; k++) {
                double weight = matrix[i * inner + k];
                if (weight != 0) {
                    Quadrature.addScaled(weight, from, fromAt + k * columns, to, target, columns);
                }
            }
        }
    }
}
