package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;

/**
 * Skew centred differences on a grid: {@code (D x)_i = Σ_k w_k (x_{i+k} − x_{i−k}) / spacing}, {@code k = 1, 2}. Immutable.
 *
 * <p>At a wall the neighbour index stops at the wall's own cell. Whatever is carried must therefore vanish in the two outermost
 * cells before a wall, in the direction of the difference, and then the stencil equals that of a grid without end.
 */
final class Differences {
    /** Cells that a stencil reaches to each side. */
    static final int REACH = 2;

    private final int[] neighbours;
    private final int size;
    final double near;
    final double far;

    private Differences(Grid grid, Edge edge, double near, double far) {
        int least = 2 * REACH + 2;
        Check.that(
                grid.columns() >= least && grid.rows() >= least,
                "grid is %d x %d cells, expected at least %d x %d",
                grid.columns(),
                grid.rows(),
                least,
                least);
        this.near = near;
        this.far = far;
        this.size = grid.size();
        this.neighbours = new int[8 * size];
        int at = 0;
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                for (int offset : new int[] {1, -1, 2, -2}) {
                    neighbours[at++] = row * grid.columns() + edge.neighbour(column, offset, grid.columns());
                }
                for (int offset : new int[] {1, -1, 2, -2}) {
                    neighbours[at++] = edge.neighbour(row, offset, grid.rows()) * grid.columns() + column;
                }
            }
        }
    }

    /** Fourth order: weights 2/3 and −1/12. */
    static Differences fourthOrder(Grid grid, Edge edge) {
        return new Differences(grid, edge, 2.0 / 3, -1.0 / 12);
    }

    /** Second order: weights 1/2 and 0. Only a measure for the fourth. */
    static Differences secondOrder(Grid grid, Edge edge) {
        return new Differences(grid, edge, 0.5, 0);
    }

    int size() {
        return size;
    }

    /**
     * Index of a neighbour of {@code cell}: {@code side} 0 to 3 for 1 east, 1 west, 2 east, 2 west, and 4 to 7 for 1 north, 1 south,
     * 2 north, 2 south.
     */
    int neighbour(int cell, int side) {
        return neighbours[8 * cell + side];
    }

    /**
     * Writes the flow {@code (u, v) = scale · (−D_y ψ, D_x ψ)}, whose divergence on this same stencil is zero to rounding because
     * the two differences commute.
     *
     * @param work holds ψ from {@code psi}, receives u from {@code u} and v from {@code v}; each {@code size · members} long,
     *     members innermost
     */
    void rotate(double[] work, int psi, int u, int v, int members, double scale) {
        double nearScaled = near * scale;
        double farScaled = far * scale;
        for (int cell = 0, at = 0; cell < size; cell++, at += members) {
            int east = psi + neighbour(cell, 0) * members;
            int west = psi + neighbour(cell, 1) * members;
            int east2 = psi + neighbour(cell, 2) * members;
            int west2 = psi + neighbour(cell, 3) * members;
            int north = psi + neighbour(cell, 4) * members;
            int south = psi + neighbour(cell, 5) * members;
            int north2 = psi + neighbour(cell, 6) * members;
            int south2 = psi + neighbour(cell, 7) * members;
            for (int m = 0; m < members; m++) {
                work[u + at + m] = -nearScaled * (work[north + m] - work[south + m])
                        - farScaled * (work[north2 + m] - work[south2 + m]);
                work[v + at + m] = nearScaled * (work[east + m] - work[west + m])
                        + farScaled * (work[east2 + m] - work[west2 + m]);
            }
        }
    }

    /**
     * Writes {@code −(U D + D U + V D + D V) x}, D without its division by the spacing. The matrix entry between cells i and j is
     * {@code ∓w (u_i + u_j)}: the same number with opposite signs in both directions, so the map is skew to the last bit; its
     * rows sum to the flow's divergence, so it keeps the sum to rounding.
     *
     * @param work holds x from {@code from}, the flow from {@code u} and {@code v}, and receives the result from {@code to}
     */
    void transport(double[] work, int u, int v, int from, int to, int members) {
        for (int cell = 0, at = 0; cell < size; cell++, at += members) {
            int east = neighbour(cell, 0) * members;
            int west = neighbour(cell, 1) * members;
            int east2 = neighbour(cell, 2) * members;
            int west2 = neighbour(cell, 3) * members;
            int north = neighbour(cell, 4) * members;
            int south = neighbour(cell, 5) * members;
            int north2 = neighbour(cell, 6) * members;
            int south2 = neighbour(cell, 7) * members;
            for (int m = 0; m < members; m++) {
                double uHere = work[u + at + m];
                double vHere = work[v + at + m];
                double close = (uHere + work[u + west + m]) * work[from + west + m]
                        - (uHere + work[u + east + m]) * work[from + east + m]
                        + ((vHere + work[v + south + m]) * work[from + south + m]
                                - (vHere + work[v + north + m]) * work[from + north + m]);
                double distant = (uHere + work[u + west2 + m]) * work[from + west2 + m]
                        - (uHere + work[u + east2 + m]) * work[from + east2 + m]
                        + ((vHere + work[v + south2 + m]) * work[from + south2 + m]
                                - (vHere + work[v + north2 + m]) * work[from + north2 + m]);
                work[to + at + m] = near * close + far * distant;
            }
        }
    }
}
