package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * What every member makes of one flow, cell by cell along a row: the offset {@code amplitude · w + δ} and the reciprocal width
 * {@code 1 / (4 factor D)}, as {@link MemberStencil} wants them. What members share, w and D on all cells, is worked out once a step. δ is
 * a sum over few modes along x once those along y are summed, and so each offset is one of a few rows of members. Immutable.
 */
final class FlowLanes {
    /** Rows of members are added up so many at a time. */
    private static final int GROUP = 4;

    private final Grid grid;
    private final CoarseBases bases;
    private final int side;
    private final int terms;
    /** Share of each mode in each column of cells, and in each row of cells. */
    private final double[] modesX;

    private final double[] modesY;

    /** @param side modes of δ along each side */
    FlowLanes(Grid grid, CoarseBases bases, int side) {
        this.grid = grid;
        this.bases = bases;
        this.side = side;
        this.terms = (1 + side + GROUP - 1) / GROUP * GROUP;
        this.modesX = new double[grid.columns() * side];
        this.modesY = new double[grid.rows() * side];
        CoarseBases coarser = bases.over(side, side);
        for (int mode = 0; mode < side; mode++) {
            for (int x = 0; x < grid.columns(); x++) {
                for (int k = 0; k < bases.columns(); k++) {
                    modesX[x * side + mode] += bases.shareX(x, k) * coarser.shareX(k, mode);
                }
            }
            for (int y = 0; y < grid.rows(); y++) {
                for (int k = 0; k < bases.rows(); k++) {
                    modesY[y * side + mode] += bases.shareY(y, k) * coarser.shareY(k, mode);
                }
            }
        }
    }

    /** Doubles of working memory that {@link #prepare} fills and {@link #row} uses. */
    int scratchSize(int members) {
        return 3 * grid.size() + 2 * terms * (members + 2) + members + 2 + terms + bases.scratchSize();
    }

    private int mix(int base) {
        return base + 3 * grid.size();
    }

    private int thinness(int base, int members) {
        return mix(base) + 2 * terms * members;
    }

    private int bounds(int base, int members) {
        return thinness(base, members) + members;
    }

    private int scales(int base, int members) {
        return bounds(base, members) + 4 * terms + 2;
    }

    /**
     * Begins a step.
     *
     * @param values holds the unconstrained parameters from {@code learned}, left as they were
     * @param work holds the network's coefficients from {@code flow}; {@link #scratchSize} doubles from {@code base} on receive what
     *     {@link #row} wants
     */
    void prepare(double[] values, int learned, int members, double step, double[] work, int flow, int base) {
        int cells = grid.size();
        int line = scales(base, members) + terms;
        for (int field = 0; field < FlowNetwork.OUTPUTS; field++) {
            bases.lift(work, flow + field * bases.size(), work, base + field * cells, 1, work, line);
        }
        for (int i = 0; i < cells; i++) {
            work[base + i] *= step;
            work[base + cells + i] *= step;
            work[base + 2 * cells + i] = 1 / (4 * step * work[base + 2 * cells + i]);
        }
        int amplitudes = mix(base);
        int thinness = thinness(base, members);
        Arrays.fill(work, amplitudes, thinness, 0);
        for (int m = 0; m < members; m++) {
            work[amplitudes + m] = FlowCorrections.amplitude(values, learned + m, members);
            work[amplitudes + terms * members + m] = work[amplitudes + m];
            work[thinness + m] = 1 / FlowCorrections.factor(values, learned + m, members);
        }
        for (int term = 0; term < 2 * terms; term++) {
            bound(work, amplitudes + term * members, members, bounds(base, members) + 2 * term);
        }
        bound(work, thinness, members, bounds(base, members) + 4 * terms);
    }

    /** Writes the least and the largest number of the members that are finite. */
    private static void bound(double[] work, int from, int members, int to) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < members; m++) {
            double value = work[from + m];
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        work[to] = least;
        work[to + 1] = most;
    }

    /** Writes the lanes of one row of cells from {@code lanes} on. */
    void row(int row, double[] values, int learned, int members, double step, double[] work, int base, int lanes) {
        int block = grid.columns() * members;
        for (int axis = 0; axis < 2; axis++) {
            for (int mode = 0; mode < side; mode++) {
                sumAlongY(row, axis, mode, values, learned, members, step, work, base);
            }
        }
        Arrays.fill(work, lanes, lanes + 2 * block, 0);
        int scales = scales(base, members);
        Arrays.fill(work, scales, scales + terms, 0);
        int cellBounds = lanes + 3 * block;
        for (int x = 0; x < grid.columns(); x++) {
            int cell = base + row * grid.columns() + x;
            System.arraycopy(modesX, x * side, work, scales + 1, side);
            for (int axis = 0; axis < 2; axis++) {
                work[scales] = work[cell + axis * grid.size()];
                int from = mix(base) + axis * terms * members;
                int to = lanes + axis * block + x * members;
                DenseKernels.addRows(work, scales, terms, work, from, members, work, to, members);
                reach(work, scales, bounds(base, members) + 2 * axis * terms, cellBounds + 6 * x + 2 * axis);
            }
            double thin = work[cell + 2 * grid.size()];
            thin(thin, work, thinness(base, members), work, lanes + 2 * block + x * members, members);
            int least = bounds(base, members) + 4 * terms;
            work[cellBounds + 6 * x + 4] = Math.min(MemberStencil.SHARPEST, thin * work[least]);
            work[cellBounds + 6 * x + 5] = Math.min(MemberStencil.SHARPEST, thin * work[least + 1]);
        }
    }

    private void sumAlongY(
            int row,
            int axis,
            int mode,
            double[] values,
            int learned,
            int members,
            double step,
            double[] work,
            int base) {
        int term = axis * terms + 1 + mode;
        int to = mix(base) + term * members;
        Arrays.fill(work, to, to + members, 0);
        for (int along = 0; along < side; along++) {
            int parameter = FlowCorrections.OFFSETS + (axis * side + along) * side + mode;
            double share = step * modesY[row * side + along];
            DenseKernels.addScaled(share, values, learned + parameter * members, work, to, members);
        }
        bound(work, to, members, bounds(base, members) + 2 * term);
    }

    /** Bounds of a sum of terms from the bounds of each. */
    private void reach(double[] work, int scales, int bounds, int to) {
        double least = 0;
        double most = 0;
        for (int term = 0; term < terms; term++) {
            double one = work[scales + term] * work[bounds + 2 * term];
            double other = work[scales + term] * work[bounds + 2 * term + 1];
            least += Math.min(one, other);
            most += Math.max(one, other);
        }
        work[to] = least;
        work[to + 1] = most;
    }

    private static void thin(double scale, double[] from, int at, double[] to, int atTo, int members) {
        for (int m = 0; m < members; m++) {
            to[atTo + m] = Math.min(MemberStencil.SHARPEST, scale * from[at + m]);
        }
    }
}
