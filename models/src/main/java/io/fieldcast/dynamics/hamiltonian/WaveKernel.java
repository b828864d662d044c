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
        int at = terrain + base;
        part(
                state, q + base, momenta, p + base, work, at, terrain, share, members, 0, members, members, wrap,
                northward, southward);
        part(
                state, q + base, momenta, p + base, work, at, terrain, share, members, members, wrap, members, -members,
                northward, southward);
        part(
                state, q + base, momenta, p + base, work, at, terrain, share, members, wrap, stride, -wrap, -members,
                northward, southward);
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
        kick(
                state,
                q + from,
                state,
                q + eastward + from,
                state,
                q + westward + from,
                state,
                q + northward + from,
                state,
                q + southward + from,
                work,
                east + from,
                work,
                east + westward + from,
                work,
                north + from,
                work,
                north + southward + from,
                work,
                spring(terrain, members) + from,
                work,
                keep(terrain, members) + from,
                momenta,
                p + from,
                share,
                to - from);
    }

    /** Every stretch has an array of its own: only so does the compiler not see that they share one, and makes vectors. */
    private static void kick(
            double[] state,
            int q,
            double[] toEast,
            int e,
            double[] toWest,
            int w,
            double[] toNorth,
            int n,
            double[] toSouth,
            int s,
            double[] east,
            int eastFace,
            double[] west,
            int westFace,
            double[] north,
            int northFace,
            double[] south,
            int southFace,
            double[] springs,
            int spring,
            double[] keeps,
            int keep,
            double[] momenta,
            int p,
            double share,
            int length) {
        for (int i = 0; i < length; i++) {
            double here = state[q + i];
            double force = east[eastFace + i] * (toEast[e + i] - here)
                    + west[westFace + i] * (toWest[w + i] - here)
                    + north[northFace + i] * (toNorth[n + i] - here)
                    + south[southFace + i] * (toSouth[s + i] - here)
                    - springs[spring + i] * here;
            momenta[p + i] = keeps[keep + i] * momenta[p + i] + share * force;
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
