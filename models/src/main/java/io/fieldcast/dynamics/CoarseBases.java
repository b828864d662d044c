package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import java.util.Arrays;

/**
 * Normalised Gaussian bases on coarse centres over a grid: {@code φ_k(s) ∝ exp(−|s − c_k|² / width²)} with the centres' spacing as
 * width, divided by their sum, so that equal coefficients give that same value everywhere. Both the Gaussian and the sum factor into
 * one part along x and one along y. Immutable.
 */
public final class CoarseBases {
    /** A window's weight beyond so many spacings, 1e-4 at most, is left out. */
    private static final double REACH = 3;

    private final int cellsX;
    private final int cellsY;
    private final int columns;
    private final int rows;
    private final double[] windowX;
    private final double[] windowY;
    private final double[] shareX;
    private final double[] shareY;

    /**
     * @param columns bases along x, at least 1
     * @param rows bases along y, at least 1
     */
    public CoarseBases(Grid grid, int columns, int rows) {
        this(grid.columns(), grid.rows(), columns, rows);
    }

    private CoarseBases(int cellsX, int cellsY, int columns, int rows) {
        Check.that(columns >= 1 && rows >= 1, "bases must be at least 1 x 1, got %d x %d", columns, rows);
        this.cellsX = cellsX;
        this.cellsY = cellsY;
        this.columns = columns;
        this.rows = rows;
        this.windowX = windows(cellsX, columns);
        this.windowY = windows(cellsY, rows);
        this.shareX = shares(windowX, columns);
        this.shareY = shares(windowY, rows);
    }

    /** As many bases along each side as centres so many cells apart need, to the nearest whole number. */
    public static CoarseBases everyCells(Grid grid, int apart) {
        return new CoarseBases(grid, count(grid.columns(), apart), count(grid.rows(), apart));
    }

    private static int count(int cells, int apart) {
        return Math.max(1, (int) Math.rint((double) cells / apart));
    }

    /** Bases over the centres of these bases, as if those were cells. */
    public CoarseBases over(int coarserColumns, int coarserRows) {
        return new CoarseBases(columns, rows, coarserColumns, coarserRows);
    }

    private static double[] windows(int cells, int count) {
        double[] windows = new double[cells * count];
        double spacing = (double) cells / count;
        for (int cell = 0; cell < cells; cell++) {
            for (int k = 0; k < count; k++) {
                double distance = (cell - ((k + 0.5) * spacing - 0.5)) / spacing;
                windows[cell * count + k] = Math.abs(distance) > REACH ? 0 : Math.exp(-distance * distance);
            }
        }
        return windows;
    }

    private static double[] shares(double[] windows, int count) {
        double[] shares = windows.clone();
        for (int at = 0; at < shares.length; at += count) {
            double sum = Arrays.stream(shares, at, at + count).sum();
            for (int k = 0; k < count; k++) {
                shares[at + k] /= sum;
            }
        }
        return shares;
    }

    /** Number of bases; those of a row, from west to east, lie side by side, the southern row first. */
    public int size() {
        return columns * rows;
    }

    public int columns() {
        return columns;
    }

    public int rows() {
        return rows;
    }

    /** Weight of basis {@code k} in the cell: what one coefficient adds to the field there. */
    public double share(int cell, int k) {
        return shareX[cell % cellsX * columns + k % columns]
                * shareY[Math.floorDiv(cell, cellsX) * rows + Math.floorDiv(k, columns)];
    }

    /** The Gaussian along x of basis column {@code k}, not normalised. */
    double windowX(int cell, int k) {
        return windowX[cell * columns + k];
    }

    /** The Gaussian along y of basis row {@code k}, not normalised. */
    double windowY(int cell, int k) {
        return windowY[cell * rows + k];
    }

    /** Doubles of working memory that {@link #lift} wants. */
    public int scratchSize() {
        return columns;
    }

    /**
     * Writes the field that coefficients stand for.
     *
     * @param coefficients {@link #size} numbers from {@code at} on, left as they were
     * @param field receives the value in cell {@code i} at {@code to + i · stride}
     * @param scratch {@link #scratchSize} doubles from {@code atScratch} on
     */
    public void lift(
            double[] coefficients, int at, double[] field, int to, int stride, double[] scratch, int atScratch) {
        for (int y = 0; y < cellsY; y++) {
            for (int k = 0; k < columns; k++) {
                double sum = 0;
                for (int row = 0; row < rows; row++) {
                    sum += shareY[y * rows + row] * coefficients[at + row * columns + k];
                }
                scratch[atScratch + k] = sum;
            }
            for (int x = 0; x < cellsX; x++) {
                double sum = 0;
                for (int k = 0; k < columns; k++) {
                    sum += shareX[x * columns + k] * scratch[atScratch + k];
                }
                field[to + (y * cellsX + x) * stride] = sum;
            }
        }
    }
}
