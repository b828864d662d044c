package io.fieldcast.training.flow;

import io.fieldcast.geometry.Grid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Some samples with their values around some target cells, as a {@link FlowGraph} wants them. Confined to one thread. */
final class FlowBatch {
    private final INDArray features;
    private final INDArray shares;
    private final INDArray patches;
    private final INDArray insideX;
    private final INDArray insideY;
    private final INDArray target;

    /**
     * @param members numbers of the samples
     * @param cells target cells, the same in every sample
     */
    FlowBatch(FlowSamples samples, int[] members, int[] cells) {
        Grid grid = samples.grid();
        int side = FlowGraph.SIDE;
        int centres = samples.bases().size();
        double[] someShares = new double[centres * cells.length];
        double[] columnsInside = new double[cells.length * side];
        double[] rowsInside = new double[cells.length * side];
        for (int i = 0; i < cells.length; i++) {
            for (int k = 0; k < centres; k++) {
                someShares[k * cells.length + i] = samples.bases().share(cells[i], k);
            }
            for (int step = 0; step < side; step++) {
                int x = cells[i] % grid.columns() + step - FlowGraph.REACH;
                int y = Math.floorDiv(cells[i], grid.columns()) + step - FlowGraph.REACH;
                columnsInside[i * side + step] = x >= 0 && x < grid.columns() ? 1 : 0;
                rowsInside[i * side + step] = y >= 0 && y < grid.rows() ? 1 : 0;
            }
        }
        int length = samples.features(members[0]).length;
        double[] all = new double[members.length * length];
        double[] around = new double[members.length * cells.length * side * side];
        double[] wanted = new double[members.length * cells.length];
        for (int b = 0; b < members.length; b++) {
            System.arraycopy(samples.features(members[b]), 0, all, b * length, length);
            for (int i = 0; i < cells.length; i++) {
                int at = b * cells.length + i;
                wanted[at] = samples.next(members[b], cells[i]);
                patch(samples, members[b], cells[i], around, at * side * side);
            }
        }
        int rows = samples.bases().rows();
        int columns = samples.bases().columns();
        this.features = array(all, members.length, length / centres, rows, columns);
        this.shares = array(someShares, centres, cells.length);
        this.patches = array(around, members.length, cells.length, side, side);
        this.insideX = array(columnsInside, 1, cells.length, side);
        this.insideY = array(rowsInside, 1, cells.length, side);
        this.target = array(wanted, members.length, cells.length);
    }

    private static void patch(FlowSamples samples, int sample, int cell, double[] to, int at) {
        Grid grid = samples.grid();
        int side = FlowGraph.SIDE;
        int west = cell % grid.columns() - FlowGraph.REACH;
        int south = Math.floorDiv(cell, grid.columns()) - FlowGraph.REACH;
        for (int y = Math.max(0, -south); y < Math.min(side, grid.rows() - south); y++) {
            for (int x = Math.max(0, -west); x < Math.min(side, grid.columns() - west); x++) {
                to[at + y * side + x] = samples.latest(sample, (south + y) * grid.columns() + west + x);
            }
        }
    }

    private static INDArray array(double[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    INDArray features() {
        return features;
    }

    INDArray shares() {
        return shares;
    }

    INDArray patches() {
        return patches;
    }

    INDArray insideX() {
        return insideX;
    }

    INDArray insideY() {
        return insideY;
    }

    INDArray target() {
        return target;
    }
}
