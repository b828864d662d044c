package io.fieldcast.dynamics.hamiltonian;

import io.fieldcast.dynamics.Edge;
import io.fieldcast.geometry.Grid;
import java.util.Arrays;

/**
 * Few smooth functions over a grid that sum to one in every cell: bisquares {@code (1 − r²)²} about the centres of columns × rows equal
 * parts, {@code r} the distance in parts over 1.5, divided by their sum. A field made of them stays within the range of its coefficients.
 * Kept as sparse rows. Immutable.
 */
final class CoarseBasis {
    private static final double RADIUS = 1.5;

    /** No more centres than these are nearer than the radius to a cell, along one axis. */
    private static final int NEAR = 3;

    private final int size;
    /** The functions of cell {@code c} are {@code functions[k]} with {@code weights[k]}, k from {@code starts[c]} to {@code starts[c + 1]}. */
    private final int[] starts;

    private final int[] functions;
    private final double[] weights;

    CoarseBasis(Grid grid, Edge edge, int columns, int rows) {
        this.size = columns * rows;
        this.starts = new int[grid.size() + 1];
        double width = (double) grid.columns() / columns;
        double height = (double) grid.rows() / rows;
        double[] here = new double[size];
        int most = Math.min(NEAR, columns) * Math.min(NEAR, rows);
        int[] near = new int[grid.size() * most];
        double[] shares = new double[near.length];
        for (int cell = 0; cell < grid.size(); cell++) {
            int across = cell % grid.columns();
            int along = Math.floorDiv(cell, grid.columns());
            for (int k = 0; k < size; k++) {
                double x = distance(across, (k % columns + 0.5) * width - 0.5, grid.columns(), edge) / width;
                double y =
                        distance(along, (Math.floorDiv(k, columns) + 0.5) * height - 0.5, grid.rows(), edge) / height;
                double inside = Math.max(0, 1 - (x * x + y * y) / (RADIUS * RADIUS));
                here[k] = inside * inside;
            }
            double sum = Arrays.stream(here).sum();
            int at = starts[cell];
            for (int k = 0; k < size; k++) {
                if (here[k] > 0) {
                    near[at] = k;
                    shares[at++] = here[k] / sum;
                }
            }
            starts[cell + 1] = at;
        }
        functions = Arrays.copyOf(near, starts[grid.size()]);
        weights = Arrays.copyOf(shares, starts[grid.size()]);
    }

    private static double distance(int cell, double centre, int cells, Edge edge) {
        double direct = Math.abs(cell - centre);
        return edge == Edge.PERIODIC ? Math.min(direct, cells - direct) : direct;
    }

    int size() {
        return size;
    }

    /**
     * Writes the field of every member in one cell.
     *
     * @param coefficients {@link #size} rows from {@code at} on
     * @param target receives {@code members} numbers from {@code to} on
     */
    void write(int cell, double[] coefficients, int at, int members, double[] target, int to) {
        Arrays.fill(target, to, to + members, 0);
        for (int k = starts[cell]; k < starts[cell + 1]; k++) {
            double weight = weights[k];
            int from = at + functions[k] * members;
            for (int m = 0; m < members; m++) {
                target[to + m] += weight * coefficients[from + m];
            }
        }
    }
}
