package io.fieldcast.forecasting;

import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import java.util.stream.IntStream;

/**
 * Where the filter sees the rows of a representation. Cells much smaller than the localisation's reach see nearly the same observations with
 * nearly the same weights, so the cells of a square patch all stand at its centre and share one local analysis: to work one out takes more than
 * to apply it to a cell. No cell stands further from where it is than a quarter of the half-support. Coefficients and nodes stand where they
 * are. Immutable.
 *
 * @see <a href="https://doi.org/10.1111/j.1600-0870.2004.00076.x">Ott et al. (2004)</a>
 */
final class Patches {
    /** Largest distance between a cell and the centre of its patch, in half-supports: the taper weight changes by less than a quarter on it. */
    private static final double FURTHEST = 0.25;

    private final int side;
    private final double[] xs;
    private final double[] ys;

    private Patches(Representation representation, int side) {
        this.side = side;
        this.xs = IntStream.range(0, representation.size())
                .mapToDouble(representation::x)
                .toArray();
        this.ys = IntStream.range(0, representation.size())
                .mapToDouble(representation::y)
                .toArray();
    }

    /** @param halfSupport of the localisation; infinite where there is none, and then no use for patches either */
    static Patches of(Representation representation, double halfSupport) {
        return representation instanceof Grid grid && halfSupport < Double.POSITIVE_INFINITY
                ? ofCells(grid, 1 + (int) (FURTHEST * halfSupport * Math.sqrt(2) / grid.spacing()))
                : new Patches(representation, 1);
    }

    private static Patches ofCells(Grid grid, int side) {
        Patches patches = new Patches(grid, side);
        for (int cell = 0; cell < grid.size(); cell++) {
            patches.xs[cell] = grid.x0() + grid.spacing() * centre(cell % grid.columns(), side, grid.columns());
            patches.ys[cell] = grid.y0() + grid.spacing() * centre(cell / grid.columns(), side, grid.rows());
        }
        return patches;
    }

    /** Of the patch of a cell along an axis of so many cells; the last patch may be narrower. */
    private static double centre(int cell, int side, int cells) {
        int first = cell - cell % side;
        return (first + Math.min(first + side, cells) - 1) / 2.0;
    }

    /** Cells along a side of a patch. */
    int side() {
        return side;
    }

    double x(int row) {
        return xs[row];
    }

    double y(int row) {
        return ys[row];
    }
}
