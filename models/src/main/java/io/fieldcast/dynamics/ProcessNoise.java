package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;

/**
 * Spatially correlated Gaussian noise that stands for what the dynamics leave out. Immutable.
 *
 * <p>Up to {@value #LARGEST_DENSE} rows the noise has exactly the covariance asked for between the places of any two rows. A larger
 * grid gets the product of the correlations along x and along y, of the same form and length: exact variance, exact
 * correlation along the axes, a little different across them. The work then grows linearly for {@link Covariance.Exponential},
 * and as n^1.5 for others.
 */
public final class ProcessNoise {
    /** Rows up to which the covariance matrix is factorised as a whole. */
    static final int LARGEST_DENSE = 1500;

    private final int rows;
    private final int columns;
    private final Colouring alongRows;
    private final Colouring alongColumns;
    private final double deviation;
    private final boolean centred;

    private ProcessNoise(
            int rows, int columns, Colouring alongRows, Colouring alongColumns, double deviation, boolean centred) {
        this.rows = rows;
        this.columns = columns;
        this.alongRows = alongRows;
        this.alongColumns = alongColumns;
        this.deviation = deviation;
        this.centred = centred;
    }

    /**
     * Noise for the rows of {@code representation}.
     *
     * @throws IllegalArgumentException if it has more than {@value #LARGEST_DENSE} rows and is not a {@link Grid}
     */
    public static ProcessNoise on(Representation representation, Covariance covariance) {
        int size = representation.size();
        double deviation = Math.sqrt(covariance.variance());
        if (size <= LARGEST_DENSE) {
            double[] matrix = new double[size * size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    double dx = representation.x(i) - representation.x(j);
                    double dy = representation.y(i) - representation.y(j);
                    matrix[i * size + j] = covariance.correlation(Math.sqrt(dx * dx + dy * dy));
                }
            }
            Colouring one = Colouring.alongLine(1, 1, covariance);
            return new ProcessNoise(size, 1, one, Colouring.of(matrix, size), deviation, false);
        }
        Check.that(
                representation instanceof Grid,
                "noise on %d rows needs a grid, or at most %d rows",
                size,
                LARGEST_DENSE);
        Grid grid = (Grid) representation;
        return new ProcessNoise(
                grid.rows(),
                grid.columns(),
                Colouring.alongLine(grid.columns(), grid.spacing(), covariance),
                Colouring.alongLine(grid.rows(), grid.spacing(), covariance),
                deviation,
                false);
    }

    /**
     * The same noise with the mean over the members taken off and the rest scaled up to keep its variance: the ensemble mean stays
     * where the dynamics put it, which spares it a sampling error.
     */
    public ProcessNoise keepingTheMean() {
        return new ProcessNoise(rows, columns, alongRows, alongColumns, deviation, true);
    }

    private int size() {
        return rows * columns;
    }

    /** Doubles of working memory that {@link #add} wants for so many members. */
    public int scratchSize(int members) {
        return size() * members;
    }

    /**
     * Adds noise of variance {@code scale² · step · variance} to every member's state. Member m's noise depends on the stream, its own
     * number and the count of members only.
     *
     * @param ensemble its {@link Propagator#STATE} rows receive the noise
     * @param step length of the time that passed, in cycle steps, above 0
     * @param scale factor on the standard deviation, not below 0
     * @param scratch at least {@link #scratchSize} long, content undefined
     */
    public void add(Ensemble ensemble, double step, double scale, RandomStreams.Stream stream, double[] scratch) {
        Ensemble.Block state = ensemble.block(Propagator.STATE);
        int members = ensemble.members();
        Check.that(state.rows() == size(), "block state has %d rows, expected %d", state.rows(), size());
        Check.that(step > 0 && Double.isFinite(step), "step must be above 0 and finite, got %s", step);
        Check.that(scale >= 0, "scale of the noise must not be below 0, got %s", scale);
        Check.atLeast("scratch", scratch, scratchSize(members));
        stream.fillGaussian(0, scratch, 0, size() * members);
        if (centred) {
            centre(scratch, members);
        }
        colour(scratch, 0, members);
        double factor = deviation * scale * Math.sqrt(step);
        double[] values = ensemble.values();
        for (int i = 0, at = state.from() * members; i < size() * members; i++, at++) {
            values[at] += factor * scratch[i];
        }
    }

    /**
     * Gives white noise the correlation between places; its variance stays 1, and a mean of zero over the members stays zero.
     *
     * @param white size × members from {@code at} on, members innermost: holds independent standard normal numbers, receives
     *     correlated ones
     */
    public void colour(double[] white, int at, int members) {
        Check.atLeast("white", white, at + size() * members);
        // A grid cell's neighbour along x is members apart, along y a whole row of cells; a dense factor has one
        // column.
        if (columns > 1) {
            for (int row = 0; row < rows; row++) {
                alongRows.apply(members, white, at + row * columns * members);
            }
        }
        alongColumns.apply(columns * members, white, at);
    }

    private void centre(double[] white, int members) {
        double factor = Math.sqrt(members / (members - 1.0));
        for (int i = 0; i < size() * members; i += members) {
            double sum = 0;
            for (int m = 0; m < members; m++) {
                sum += white[i + m];
            }
            for (int m = 0; m < members; m++) {
                white[i + m] = factor * (white[i + m] - sum / members);
            }
        }
    }
}
