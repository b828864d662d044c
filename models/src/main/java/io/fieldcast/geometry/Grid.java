package io.fieldcast.geometry;

import io.fieldcast.domain.Check;
import java.util.Arrays;

/**
 * A regular grid of square cells, row-major: cell {@code row * columns + column}. Immutable.
 *
 * @param columns cells from west to east, at least 2
 * @param rows cells from south to north, at least 2
 * @param x0 x of the centre of the south-western cell
 * @param y0 y of the centre of the south-western cell
 * @param spacing distance between neighbouring centres, above 0
 */
public record Grid(int columns, int rows, double x0, double y0, double spacing) implements Representation {
    public Grid {
        Check.that(columns >= 2 && rows >= 2, "a grid needs at least 2 x 2 cells, got %d x %d", columns, rows);
        Check.that(spacing > 0, "grid spacing must be above 0, got %s", spacing);
    }

    @Override
    public int size() {
        return columns * rows;
    }

    @Override
    public double x(int cell) {
        return x0 + spacing * (cell % columns);
    }

    @Override
    public double y(int cell) {
        int row = cell / columns;
        return y0 + spacing * row;
    }

    /** Bilinear interpolation between cell centres; a place outside takes the value at the nearest point of the edge. */
    @Override
    public void weights(double x, double y, double[] weights) {
        Check.length("weights", weights, size());
        Arrays.fill(weights, 0);
        double column = clamp((x - x0) / spacing, columns - 1);
        double row = clamp((y - y0) / spacing, rows - 1);
        int west = Math.min((int) column, columns - 2);
        int south = Math.min((int) row, rows - 2);
        double east = column - west;
        double north = row - south;
        int at = south * columns + west;
        weights[at] = (1 - east) * (1 - north);
        weights[at + 1] = east * (1 - north);
        weights[at + columns] = (1 - east) * north;
        weights[at + columns + 1] = east * north;
    }

    private static double clamp(double value, double largest) {
        return Math.max(0, Math.min(largest, value));
    }
}
