package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Cholesky;

/**
 * Gives independent standard normal numbers along a line of equally spaced cells a correlation; each keeps its variance of 1.
 * Immutable.
 */
sealed interface LineNoise permits LineNoise.Autoregression, LineNoise.Factor {
    /**
     * @param columns numbers of each cell, each column a line of its own
     * @param values cells × columns from {@code from} on, columns innermost: holds independent numbers, receives correlated ones
     */
    void colour(int columns, double[] values, int from);

    /** The noise of {@code covariance} along so many cells. */
    static LineNoise of(int cells, double spacing, Covariance covariance) {
        if (covariance instanceof Covariance.Exponential exponential) {
            return new Autoregression(cells, exponential.correlation(spacing));
        }
        double[] matrix = new double[cells * cells];
        for (int i = 0; i < cells; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i * cells + j] = covariance.correlation(spacing * (i - j));
            }
        }
        return factor(matrix, cells);
    }

    /** The noise whose correlation matrix is given. */
    static LineNoise factor(double[] matrix, int size) {
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
    record Autoregression(int cells, double correlation) implements LineNoise {
        @Override
        public void colour(int columns, double[] values, int from) {
            double fresh = Math.sqrt(1 - correlation * correlation);
            for (int at = from + columns, end = from + cells * columns; at < end; at++) {
                values[at] = correlation * values[at - columns] + fresh * values[at];
            }
        }
    }

    /** Any correlation, by the factor of its matrix. */
    record Factor(Cholesky cholesky) implements LineNoise {
        @Override
        public void colour(int columns, double[] values, int from) {
            cholesky.multiplyLower(columns, values, from);
        }
    }
}
