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
    private final int[] reachX;
    private final int[] reachY;

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
        this.reachX = reach(windowX, columns);
        this.reachY = reach(windowY, rows);
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

    /** For each cell the first basis whose window it is in, and the one after the last: a few, however many there are. */
    private static int[] reach(double[] windows, int count) {
        int[] reach = new int[2 * Math.floorDiv(windows.length, count)];
        for (int cell = 0; 2 * cell < reach.length; cell++) {
            int first = 0;
            while (windows[cell * count + first] == 0) {
                first++;
            }
            int end = first;
            while (end < count && windows[cell * count + end] > 0) {
                end++;
            }
            reach[2 * cell] = first;
            reach[2 * cell + 1] = end;
        }
        return reach;
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

    /** The first basis column whose window a cell of column {@code cell} is in. */
    int firstX(int cell) {
        return reachX[2 * cell];
    }

    /** The basis column after the last one whose window a cell of column {@code cell} is in. */
    int endX(int cell) {
        return reachX[2 * cell + 1];
    }

    /** The first basis row whose window a cell of row {@code cell} is in. */
    int firstY(int cell) {
        return reachY[2 * cell];
    }

    /** The basis row after the last one whose window a cell of row {@code cell} is in. */
    int endY(int cell) {
        return reachY[2 * cell + 1];
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
                for (int row = firstY(y); row < endY(y); row++) {
                    sum += shareY[y * rows + row] * coefficients[at + row * columns + k];
                }
                scratch[atScratch + k] = sum;
            }
            for (int x = 0; x < cellsX; x++) {
                double sum = 0;
                for (int k = firstX(x); k < endX(x); k++) {
                    sum += shareX[x * columns + k] * scratch[atScratch + k];
                }
                field[to + (y * cellsX + x) * stride] = sum;
            }
        }
    }
}
