package io.fieldcast.geometry;

import io.fieldcast.domain.Check;

/**
 * A rectangle on the plane. Immutable.
 *
 * @param west smallest x
 * @param south smallest y
 * @param east largest x, above {@code west}
 * @param north largest y, above {@code south}
 */
public record Box(double west, double south, double east, double north) {
    public Box {
        Check.that(west < east && south < north, "box %s..%s x %s..%s must have an extent", west, east, south, north);
    }

    /**
     * The smallest box that holds all places, widened on every side.
     *
     * @param x at least one
     * @param y as many as {@code x}
     * @param margin distance to every side, not negative; above 0 where the places lie on a line along an axis
     */
    public static Box around(double[] x, double[] y, double margin) {
        Check.that(x.length > 0, "a box needs at least one place");
        Check.length("y", y, x.length);
        Check.that(margin >= 0, "margin must not be negative, got %s", margin);
        double west = x[0];
        double east = x[0];
        double south = y[0];
        double north = y[0];
        for (int i = 1; i < x.length; i++) {
            west = Math.min(west, x[i]);
            east = Math.max(east, x[i]);
            south = Math.min(south, y[i]);
            north = Math.max(north, y[i]);
        }
        return new Box(west - margin, south - margin, east + margin, north + margin);
    }

    public double width() {
        return east - west;
    }

    public double height() {
        return north - south;
    }

    /** The nearest x inside the box. */
    public double clampX(double x) {
        return Math.max(west, Math.min(east, x));
    }

    /** The nearest y inside the box. */
    public double clampY(double y) {
        return Math.max(south, Math.min(north, y));
    }

    /**
     * Square cells that cover the box and are centred on it: along the longer side they fit exactly.
     *
     * @param along cells along the longer side, at least 2; the shorter side has as many as it needs
     */
    public Grid grid(int along) {
        Check.that(along >= 2, "a grid needs at least 2 cells along its longer side, got %d", along);
        double spacing = Math.max(width(), height()) / along;
        int columns = cells(width(), spacing);
        int rows = cells(height(), spacing);
        double x0 = (west + east - spacing * (columns - 1)) / 2;
        double y0 = (south + north - spacing * (rows - 1)) / 2;
        return new Grid(columns, rows, x0, y0, spacing);
    }

    private static int cells(double length, double spacing) {
        return Math.max(2, (int) Math.ceil(length / spacing - 1e-9));
    }
}
