package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Cholesky;

/** Gives white noise at some places a correlation between them; its variance stays 1. Immutable. */
sealed interface Colouring permits Colouring.Autoregression, Colouring.Factor {
    /**
     * @param columns draws of the noise, each by itself
     * @param values places × columns from {@code from} on, columns innermost: holds independent standard normal numbers, receives
     *     correlated ones
     */
    void apply(int columns, double[] values, int from);

    /** The correlation of {@code covariance} along a line of so many cells. */
    static Colouring alongLine(int cells, double spacing, Covariance covariance) {
        if (covariance instanceof Covariance.Exponential exponential) {
            return new Autoregression(cells, exponential.correlation(spacing));
        }
        double[] matrix = new double[cells * cells];
        for (int i = 0; i < cells; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * cells + j] = covariance.correlation(spacing * (i - j));
            }
        }
        return of(matrix, cells);
    }

    /**
     * @param matrix the correlations, size × size, row-major; its lower triangle is changed
     * @throws IllegalArgumentException if it is not positive definite
     */
    static Colouring of(double[] matrix, int size) {
        // Rows at one place, as bases of two resolutions have, would make the matrix singular; the diagonal stays
        // exactly 1.
        double nugget = 1e-10;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * size + j] *= 1 - nugget;
            }
        }
        Cholesky cholesky = new Cholesky(size);
        Check.that(cholesky.factor(matrix), "the noise's covariance on %d places is not positive definite", size);
        return new Factor(cholesky);
    }

    /** Exponential correlation, whose factor amounts to a first-order autoregression: work linear in the cells. */
    record Autoregression(int cells, double correlation) implements Colouring {
        @Override
        public void apply(int columns, double[] values, int from) {
            double fresh = Math.sqrt(1 - correlation * correlation);
            for (int at = from + columns, end = from + cells * columns; at < end; at++) {
                values[at] = correlation * values[at - columns] + fresh * values[at];
            }
        }
    }

    /** Any correlation, by the factor of its matrix. */
    record Factor(Cholesky cholesky) implements Colouring {
        @Override
        public void apply(int columns, double[] values, int from) {
            cholesky.multiplyLower(columns, values, from);
        }
    }
}
