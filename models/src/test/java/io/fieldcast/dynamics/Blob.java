package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;

/** A Gaussian blob on a grid. */
final class Blob {
    private Blob() {}

    static double[] on(Grid grid, double x, double y, double width) {
        double[] state = new double[grid.size()];
        for (int cell = 0; cell < state.length; cell++) {
            double dx = (grid.x(cell) - x) / width;
            double dy = (grid.y(cell) - y) / width;
            state[cell] = Math.exp(-0.5 * (dx * dx + dy * dy));
        }
        return state;
    }
}
