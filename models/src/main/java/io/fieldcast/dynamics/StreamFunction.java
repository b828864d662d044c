package io.fieldcast.dynamics;

import io.fieldcast.geometry.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * A learned flow without divergence: {@code ψ = Σ c_k φ_k} over normalised Gaussian bases on coarse centres, flow
 * {@code (−∂ψ/∂y, ∂ψ/∂x)}, and on a periodic grid a uniform flow besides, which no periodic ψ can give. Immutable.
 *
 * <p>The bases are scaled so that independent coefficients of unit variance give each velocity component unit variance on average
 * over the grid; a coefficient is therefore a speed. Before walls the bases fall smoothly to zero and are zero in the two outermost
 * rings of cells: nothing crosses the edge.
 */
final class StreamFunction {
    /** A coefficient stays below so many times the prior's typical speed. */
    private static final double LARGEST = 4;

    private final List<Parameter> parameters;
    private final Differences differences;
    private final int bases;
    private final boolean uniform;
    private final double[] weights;

    /**
     * @param speed prior standard deviation of each velocity component, length unit per cycle step, above 0
     */
    StreamFunction(Grid grid, Edge edge, Differences differences, int basisColumns, int basisRows, double speed) {
        this.differences = differences;
        this.bases = basisColumns * basisRows;
        this.uniform = edge == Edge.PERIODIC;
        this.weights = weights(grid, edge, basisColumns, basisRows);
        scale(grid.spacing());
        List<Parameter> list = new ArrayList<>();
        for (int k = 0; k < bases; k++) {
            list.add(parameter("stream." + k, speed));
        }
        if (uniform) {
            list.add(parameter("flow.x", speed));
            list.add(parameter("flow.y", speed));
        }
        this.parameters = List.copyOf(list);
    }

    private static Parameter parameter(String name, double speed) {
        double largest = LARGEST * speed;
        // The logistic's slope at 0 is a quarter of its range: sd · 2 · largest / 4 = speed.
        double sd = 2 * speed / largest;
        return new Parameter(name, 0, sd, 0.1 * sd, new ParameterTransform.Range(-largest, largest));
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** Doubles of working memory behind {@code free}. */
    int scratchSize(int members) {
        return (differences.size() + parameters.size()) * members;
    }

    /**
     * Writes the flow of every member, in length units per cycle step times {@code scale}.
     *
     * @param values holds the unconstrained parameters from {@code at}, left as they were
     * @param work receives the flow from {@code u} and {@code v}; free for use from {@code free}
     */
    void flow(double[] values, int at, double[] work, int u, int v, int free, int members, double scale) {
        for (int row = 0; row < parameters.size(); row++) {
            ParameterTransform transform = parameters.get(row).transform();
            for (int m = 0; m < members; m++) {
                work[free + row * members + m] = transform.toModel(values[at + row * members + m]);
            }
        }
        flow(work, u, v, free, members, scale);
    }

    /** The same, with the coefficients themselves, speeds, in {@code work} from {@code free} on. */
    void flow(double[] work, int u, int v, int free, int members, double scale) {
        int psi = free + parameters.size() * members;
        for (int cell = 0; cell < differences.size(); cell++) {
            int here = psi + cell * members;
            for (int m = 0; m < members; m++) {
                work[here + m] = 0;
            }
            for (int k = 0; k < bases; k++) {
                double weight = weights[cell * bases + k];
                for (int m = 0; m < members; m++) {
                    work[here + m] += weight * work[free + k * members + m];
                }
            }
        }
        differences.rotate(work, psi, u, v, members, scale);
        if (uniform) {
            int east = free + bases * members;
            int north = east + members;
            for (int i = 0; i < differences.size() * members; i++) {
                work[u + i] += scale * work[east + i % members];
                work[v + i] += scale * work[north + i % members];
            }
        }
    }

    /** One row for each cell, one column for each basis; rows sum to 1 away from walls. */
    private static double[] weights(Grid grid, Edge edge, int basisColumns, int basisRows) {
        int bases = basisColumns * basisRows;
        double[] weights = new double[grid.size() * bases];
        double width = (double) grid.columns() / basisColumns;
        double height = (double) grid.rows() / basisRows;
        for (int cell = 0; cell < grid.size(); cell++) {
            int column = cell % grid.columns();
            int row = cell / grid.columns();
            double sum = 0;
            for (int k = 0; k < bases; k++) {
                double across = distance(column, (k % basisColumns + 0.5) * width - 0.5, grid.columns(), edge) / width;
                double along = distance(row, (Math.floorDiv(k, basisColumns) + 0.5) * height - 0.5, grid.rows(), edge)
                        / height;
                double weight = Math.exp(-(across * across + along * along));
                weights[cell * bases + k] = weight;
                sum += weight;
            }
            double taper =
                    edge == Edge.WALLS ? taper(column, grid.columns(), width) * taper(row, grid.rows(), height) : 1;
            for (int k = 0; k < bases; k++) {
                weights[cell * bases + k] *= taper / sum;
            }
        }
        return weights;
    }

    private static double distance(int cell, double centre, int cells, Edge edge) {
        double direct = Math.abs(cell - centre);
        return edge == Edge.PERIODIC ? Math.min(direct, cells - direct) : direct;
    }

    /** 0 in the two outermost cells, 1 from one basis width inwards. */
    private static double taper(int cell, int cells, double width) {
        int inwards = Math.min(cell, cells - 1 - cell) - (Differences.REACH - 1);
        double part = Math.max(0, Math.min(1, inwards / Math.max(width, 2)));
        return part * part * (3 - 2 * part);
    }

    /** Gives the flow of unit-variance coefficients unit variance for each component, on average over the grid. */
    private void scale(double spacing) {
        int length = differences.size() * bases;
        double[] work = new double[3 * length];
        System.arraycopy(weights, 0, work, 0, length);
        differences.rotate(work, 0, length, 2 * length, bases, 1 / spacing);
        double sum = 0;
        for (int i = length; i < work.length; i++) {
            sum += work[i] * work[i];
        }
        double typical = Math.sqrt(sum / (2 * differences.size()));
        // A single basis on a periodic grid is constant and gives no flow at all.
        double factor = typical > 1e-12 / spacing ? 1 / (typical * spacing) : 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
        }
    }
}
