package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.geometry.Grid;

/**
 * The loops over the cells of a wave field, members innermost, one row of cells at a time so that kick and drift pass over memory
 * together. Works on a <em>terrain</em>, a stretch of working memory with what the force needs: the square of the wave speed over that
 * of the spacing on every cell's eastern and northern face (zero at walls), and one row each of the members' spring, its hardening and
 * what a kick leaves of the momentum, repeated along the row so that every loop runs over one long stretch. Immutable.
 *
 * <p>Neighbours are always periodic; a wall is a face without speed.
 */
final class WaveKernel {
    private final int columns;
    private final int rows;

    WaveKernel(Grid grid) {
        this.columns = grid.columns();
        this.rows = grid.rows();
    }

    int cells() {
        return columns * rows;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Doubles of a terrain. */
    int terrainSize(int members) {
        return 2 * cells() * members + 3 * columns * members;
    }

    int north(int terrain, int members) {
        return terrain + cells() * members;
    }

    int spring(int terrain, int members) {
        return terrain + 2 * cells() * members;
    }

    int stiff(int terrain, int members) {
        return spring(terrain, members) + columns * members;
    }

    int keep(int terrain, int members) {
        return stiff(terrain, members) + columns * members;
    }

    /**
     * {@code p ← keep · p + share · force(q)} in one row of cells.
     *
     * @param state holds q from {@code q} on, the whole field
     * @param momenta holds p from {@code p} on, the whole field
     * @param work holds the terrain
     */
    void kick(
            double[] state,
            int q,
            double[] momenta,
            int p,
            double[] work,
            int terrain,
            boolean hardens,
            double share,
            int members,
            int row) {
        int stride = columns * members;
        int base = row * stride;
        int wrap = stride - members;
        int length = cells() * members;
        int northward = row + 1 < rows ? stride : stride - length;
        int southward = row > 0 ? -stride : length - stride;
        part(
                state,
                q + base,
                momenta,
                p + base,
                work,
                terrain + base,
                terrain,
                share,
                members,
                0,
                members,
                members,
                wrap,
                northward,
                southward);
        part(
                state,
                q + base,
                momenta,
                p + base,
                work,
                terrain + base,
                terrain,
                share,
                members,
                members,
                wrap,
                members,
                -members,
                northward,
                southward);
        part(
                state,
                q + base,
                momenta,
                p + base,
                work,
                terrain + base,
                terrain,
                share,
                members,
                wrap,
                stride,
                -wrap,
                -members,
                northward,
                southward);
        if (hardens) {
            harden(state, q + base, momenta, p + base, work, stiff(terrain, members), share, stride);
        }
    }

    private void part(
            double[] state,
            int q,
            double[] momenta,
            int p,
            double[] work,
            int east,
            int terrain,
            double share,
            int members,
            int from,
            int to,
            int eastward,
            int westward,
            int northward,
            int southward) {
        int north = east + cells() * members;
        int spring = spring(terrain, members);
        int keep = keep(terrain, members);
        for (int i = from; i < to; i++) {
            double here = state[q + i];
            double force = work[east + i] * (state[q + eastward + i] - here)
                    + work[east + westward + i] * (state[q + westward + i] - here)
                    + work[north + i] * (state[q + northward + i] - here)
                    + work[north + southward + i] * (state[q + southward + i] - here)
                    - work[spring + i] * here;
            momenta[p + i] = work[keep + i] * momenta[p + i] + share * force;
        }
    }

    private static void harden(
            double[] state, int q, double[] momenta, int p, double[] work, int stiff, double share, int length) {
        for (int i = 0; i < length; i++) {
            double here = state[q + i];
            momenta[p + i] -= share * work[stiff + i] * (here - here / Math.sqrt(1 + here * here));
        }
    }

    /** {@code q ← q + time · p} in one row of cells. */
    void drift(double[] state, int q, int p, double time, int members, int row) {
        int stride = columns * members;
        for (int i = row * stride; i < (row + 1) * stride; i++) {
            state[q + i] += time * state[p + i];
        }
    }
}
