package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Cholesky;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * Coefficients of a basis → values on the quadrature points → coefficients again, by least squares: {@code Φ} and
 * {@code (ΦᵀΦ)⁻¹Φᵀ}. Φ is kept as sparse rows, since local functions overlap little, and the normal equations as their Cholesky
 * factor. Immutable.
 */
final class BasisProjection {
    private final int size;
    /** Row {@code p} of Φ: {@code weights[k]} for function {@code functions[k]}, k from {@code starts[p]} to {@code starts[p + 1]}. */
    private final int[] starts;

    private int[] functions = new int[0];
    private double[] weights = new double[0];
    private final Cholesky normal;

    BasisProjection(Representation basis, Quadrature quadrature) {
        this.size = basis.size();
        int points = quadrature.points();
        this.starts = new int[points + 1];
        this.normal = new Cholesky(size);
        double[] here = new double[size];
        double[] gram = new double[size * size];
        for (int point = 0; point < points; point++) {
            basis.weights(quadrature.x(point), quadrature.y(point), here);
            append(point, here);
            for (int i = 0; i < size; i++) {
                for (int j = 0; here[i] != 0 && j <= i; j++) {
                    gram[i * size + j] += here[i] * here[j];
                }
            }
        }
        Check.that(
                normal.factor(gram),
                "%d basis functions are not told apart by %d quadrature points; make the quadrature grid finer",
                size,
                points);
    }

    private void append(int point, double[] row) {
        int at = starts[point];
        functions = Arrays.copyOf(functions, at + size);
        weights = Arrays.copyOf(weights, at + size);
        for (int i = 0; i < size; i++) {
            if (row[i] != 0) {
                functions[at] = i;
                weights[at++] = row[i];
            }
        }
        starts[point + 1] = at;
    }

    /** Values from coefficients, for several fields at once. */
    void lift(int columns, double[] coefficients, int from, double[] values, int to) {
        for (int point = 0; point + 1 < starts.length; point++) {
            int target = to + point * columns;
            Arrays.fill(values, target, target + columns, 0);
            for (int k = starts[point]; k < starts[point + 1]; k++) {
                DenseKernels.addScaled(
                        weights[k], coefficients, from + functions[k] * columns, values, target, columns);
            }
        }
    }

    /** Least-squares coefficients from values, for several fields at once. */
    void project(int columns, double[] values, int from, double[] coefficients, int to) {
        Arrays.fill(coefficients, to, to + size * columns, 0);
        for (int point = 0; point + 1 < starts.length; point++) {
            int source = from + point * columns;
            for (int k = starts[point]; k < starts[point + 1]; k++) {
                DenseKernels.addScaled(weights[k], values, source, coefficients, to + functions[k] * columns, columns);
            }
        }
        normal.solve(columns, coefficients, to);
    }
}
