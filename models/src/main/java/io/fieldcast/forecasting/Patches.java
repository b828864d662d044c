package io.fieldcast.forecasting;

import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;

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

    private final Representation representation;
    private final int side;

    /** @param halfSupport of the localisation; infinite where there is none, and then no use for patches either */
    Patches(Representation representation, double halfSupport) {
        this.representation = representation;
        this.side = representation instanceof Grid grid && halfSupport < Double.POSITIVE_INFINITY
                ? 1 + (int) (FURTHEST * halfSupport * Math.sqrt(2) / grid.spacing())
                : 1;
    }

    /** Cells along a side of a patch. */
    int side() {
        return side;
    }

    double x(int row) {
        return representation instanceof Grid grid
                ? grid.x0() + grid.spacing() * centre(row % grid.columns(), grid.columns())
                : representation.x(row);
    }

    double y(int row) {
        return representation instanceof Grid grid
                ? grid.y0() + grid.spacing() * centre(row / grid.columns(), grid.rows())
                : representation.y(row);
    }

    /** Of the patch of a cell along an axis of so many cells; the last patch may be narrower. */
    private double centre(int cell, int cells) {
        int first = cell - cell % side;
        return (first + Math.min(first + side, cells) - 1) / 2.0;
    }
}
