package io.fieldcast.geometry;

import io.fieldcast.domain.Check;
import java.util.Arrays;
import java.util.List;

/**
 * Compactly supported bisquare functions {@code (1 − r²)²} at several resolutions over a box, divided at every place by their
 * sum. Plain bisquares add up to something between 1 and 3 that ripples with the place, and silently rescale what they carry
 * (so a constant field could not be written); normalised, a state of equal numbers is that constant, and no value leaves the
 * range of the coefficients.
 *
 * <p>A resolution divides the box into columns × rows; each function sits in the middle of its cell, and {@code r} is the
 * distance in cells over 1.5. A place outside the box takes the value at the nearest place inside. Rows of the state run over
 * the resolutions in their order, within each from south to north and from west to east. Immutable, thread-safe.
 *
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2007.00633.x">Cressie and Johannesson (2008)</a>
 */
public final class BisquareBasis implements Representation {
    /** Radius of a function's support, in spacings of its resolution. */
    private static final double RADIUS = 1.5;

    /** How many functions stand side by side from west to east and from south to north. */
    public record Resolution(int columns, int rows) {
        public Resolution {
            Check.that(columns >= 1 && rows >= 1, "a resolution needs at least 1 x 1, got %d x %d", columns, rows);
        }
    }

    private final Box box;
    private final double[] centreX;
    private final double[] centreY;
    private final double[] radiusX;
    private final double[] radiusY;

    /** @param resolutions at least one, usually from coarse to fine */
    public BisquareBasis(Box box, List<Resolution> resolutions) {
        Check.that(!resolutions.isEmpty(), "a basis needs at least one resolution");
        int size = 0;
        for (Resolution resolution : resolutions) {
            size += resolution.columns() * resolution.rows();
        }
        this.box = box;
        this.centreX = new double[size];
        this.centreY = new double[size];
        this.radiusX = new double[size];
        this.radiusY = new double[size];
        int at = 0;
        for (Resolution resolution : resolutions) {
            double dx = box.width() / resolution.columns();
            double dy = box.height() / resolution.rows();
            for (int row = 0; row < resolution.rows(); row++) {
                for (int column = 0; column < resolution.columns(); column++, at++) {
                    centreX[at] = box.west() + (column + 0.5) * dx;
                    centreY[at] = box.south() + (row + 0.5) * dy;
                    radiusX[at] = RADIUS * dx;
                    radiusY[at] = RADIUS * dy;
                }
            }
        }
    }

    /**
     * Resolutions of near-square cells.
     *
     * @param along for each resolution the functions along the box's longer side, such as 3, 9
     */
    public static BisquareBasis over(Box box, int... along) {
        double longer = Math.max(box.width(), box.height());
        return new BisquareBasis(
                box,
                Arrays.stream(along)
                        .mapToObj(count -> new Resolution(
                                Math.max(1, (int) Math.round(count * box.width() / longer)),
                                Math.max(1, (int) Math.round(count * box.height() / longer))))
                        .toList());
    }

    /** Distance between neighbouring functions of the finest resolution. */
    public double finestSpacing() {
        double finest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < radiusX.length; i++) {
            finest = Math.min(finest, Math.min(radiusX[i], radiusY[i]) / RADIUS);
        }
        return finest;
    }

    /** The rectangle that the functions cover. */
    public Box box() {
        return box;
    }

    @Override
    public int size() {
        return centreX.length;
    }

    @Override
    public double x(int row) {
        return centreX[row];
    }

    @Override
    public double y(int row) {
        return centreY[row];
    }

    @Override
    public void weights(double x, double y, double[] weights) {
        Check.length("weights", weights, size());
        double insideX = box.clampX(x);
        double insideY = box.clampY(y);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double dx = (insideX - centreX[i]) / radiusX[i];
            double dy = (insideY - centreY[i]) / radiusY[i];
            double inside = Math.max(0, 1 - dx * dx - dy * dy);
            weights[i] = inside * inside;
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }
}
