package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;

/**
 * Diffusion {@code x' = −R x}, {@code R = Gᵀ κ G} with one κ for each member: along the rows of a grid, then along its columns, which
 * commute. In each direction the two-stage, second-order, L-stable step of Alexander (1977), {@code γ = 1 − 1/√2}, written by
 * partial fractions as {@code x ← x − γ S f − (1 − γ) S S f} with the outflow {@code f = step R x} and {@code S = (I + γ step R)⁻¹}. Its
 * factor lies in −1..1 for every non-negative eigenvalue, so energy never rises. The outflows of neighbours cancel, so mass is
 * kept; working on f rather than x keeps the rounding of S, which is the same in every step, from adding up. Tridiagonal systems
 * are solved directly; a periodic line is one with walls plus a matrix of rank one (Sherman and Morrison). Immutable.
 *
 * @see <a href="https://doi.org/10.1137/0714068">Alexander (1977)</a>
 */
final class GridDiffusion {
    private static final double GAMMA = 1 - Math.sqrt(0.5);

    private final int columns;
    private final int rows;
    private final Edge edge;

    GridDiffusion(Grid grid, Edge edge) {
        this.columns = grid.columns();
        this.rows = grid.rows();
        this.edge = edge;
    }

    /** Doubles of working memory behind {@code free}. */
    int scratchSize(int members) {
        return columns * rows * members + 3 * Math.max(columns, rows) * members + 2 * members;
    }

    /**
     * Lets the state diffuse for one step.
     *
     * @param values holds the state from {@code at}, receives the later one
     * @param work holds {@code κ · step / spacing²} of each member from {@code number}; free for use from {@code free}
     */
    void advance(double[] values, int at, double[] work, int number, int free, int members) {
        along(values, at, work, number, free, members, columns, 1, rows, columns);
        along(values, at, work, number, free, members, rows, columns, columns, 1);
    }

    /** One direction: {@code lines} lines of {@code cells} cells; {@code stride} between cells, {@code lineStride} between lines. */
    private void along(
            double[] values,
            int at,
            double[] work,
            int number,
            int free,
            int members,
            int cells,
            int stride,
            int lines,
            int lineStride) {
        int length = columns * rows * members;
        int pivots = free + length;
        factorise(work, number, pivots, members, cells);
        for (int line = 0; line < lines; line++) {
            int start = line * lineStride * members;
            outflow(values, at + start, work, free + start, stride * members, number, cells, members);
        }
        for (int stage = 0; stage < 2; stage++) {
            double share = stage == 0 ? GAMMA : 1 - GAMMA;
            for (int line = 0; line < lines; line++) {
                solve(work, free + line * lineStride * members, stride * members, pivots, cells, members);
            }
            for (int i = 0; i < length; i++) {
                values[at + i] -= share * work[free + i];
            }
        }
    }

    /** Writes {@code step R x} of one line: what each cell loses to its two neighbours. */
    private void outflow(
            double[] values, int from, double[] work, int to, int stride, int number, int cells, int members) {
        for (int i = 0; i < cells; i++) {
            int here = from + i * stride;
            int before = from + edge.neighbour(i, -1, cells) * stride;
            int after = from + edge.neighbour(i, 1, cells) * stride;
            for (int m = 0; m < members; m++) {
                double value = values[here + m];
                work[to + i * stride + m] =
                        work[number + m] * (value - values[before + m] - (values[after + m] - value));
            }
        }
    }

    /**
     * Eliminates {@code I + γ step R} of one line for each member. From {@code pivots}: inverse pivots, ratios (off-diagonal times
     * inverse pivot), and for a periodic line the solution for its corner vector, each {@code cells · members}; then the weight of
     * that solution, and the corner's entry, each {@code members}.
     */
    private void factorise(double[] work, int number, int pivots, int members, int cells) {
        int ratios = pivots + cells * members;
        int corners = ratios + cells * members;
        int weights = corners + cells * members;
        int entries = weights + members;
        boolean periodic = edge == Edge.PERIODIC;
        for (int m = 0; m < members; m++) {
            double link = GAMMA * work[number + m];
            double before = 0;
            for (int i = 0; i < cells; i++) {
                boolean end = i == 0 || i == cells - 1;
                // A periodic line is one with walls plus link · c cᵀ, c = (1, 0, …, 0, −1).
                double diagonal = 1 + (end ? link : 2 * link);
                double inverse = 1 / (diagonal - link * before);
                before = link * inverse;
                work[pivots + i * members + m] = inverse;
                work[ratios + i * members + m] = before;
                work[corners + i * members + m] = periodic && end ? (i == 0 ? 1 : -1) : 0;
            }
            work[entries + m] = periodic ? link : 0;
        }
        if (periodic) {
            sweep(work, corners, members, pivots, cells, members);
            for (int m = 0; m < members; m++) {
                double jump = work[corners + m] - work[corners + (cells - 1) * members + m];
                work[weights + m] = work[entries + m] / (1 + work[entries + m] * jump);
            }
        }
    }

    private void solve(double[] work, int start, int stride, int pivots, int cells, int members) {
        sweep(work, start, stride, pivots, cells, members);
        if (edge == Edge.PERIODIC) {
            int corners = pivots + 2 * cells * members;
            int weights = corners + cells * members;
            int jumps = weights + members;
            int last = start + (cells - 1) * stride;
            for (int m = 0; m < members; m++) {
                work[jumps + m] = work[weights + m] * (work[start + m] - work[last + m]);
            }
            for (int i = 0; i < cells; i++) {
                for (int m = 0; m < members; m++) {
                    work[start + i * stride + m] -= work[jumps + m] * work[corners + i * members + m];
                }
            }
        }
    }

    /** Thomas's forward and backward sweep for the line with walls. */
    private static void sweep(double[] work, int start, int stride, int pivots, int cells, int members) {
        int ratios = pivots + cells * members;
        for (int m = 0; m < members; m++) {
            work[start + m] *= work[pivots + m];
        }
        for (int i = 1; i < cells; i++) {
            int here = start + i * stride;
            for (int m = 0; m < members; m++) {
                // link / pivot = ratio, so the previous solution enters with this row's own ratio.
                work[here + m] = work[here + m] * work[pivots + i * members + m]
                        + work[here - stride + m] * work[ratios + i * members + m];
            }
        }
        for (int i = cells - 2; i >= 0; i--) {
            int here = start + i * stride;
            for (int m = 0; m < members; m++) {
                work[here + m] += work[ratios + i * members + m] * work[here + stride + m];
            }
        }
    }
}
