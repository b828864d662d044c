package io.fieldcast.assimilation;

import io.fieldcast.observation.Localization;
import java.util.Arrays;

/**
 * Observations sorted into cells about half as wide as the localisation reaches, so that those near a place are found without
 * looking at all others. Cells are numbered row by row; positions in their order are what neighbours in a row of cells share a
 * contiguous range of. Built anew for each analysis, in linear time and without allocation; then it may be read by many threads.
 */
final class ObservationCells {
    /** Fewer make more candidates, more make more ranges. */
    private static final double CELLS_PER_REACH = 2;

    /** Cells for each observation at most, so that a few observations far apart do not ask for a desert of cells. */
    private static final double CELLS_PER_OBSERVATION = 4;

    private final CellAxis columns = new CellAxis();
    private final CellAxis rows = new CellAxis();
    private int[] starts = new int[0];
    private int[] cells = new int[0];
    private int[] order = new int[0];

    /**
     * Sorts the places of {@code count} observations.
     *
     * @param xs left as they were
     * @param ys left as they were
     */
    void build(double[] xs, double[] ys, int count, Localization localization) {
        layOut(xs, ys, count, localization);
        int size = columns.cells() * rows.cells();
        if (starts.length < size + 1) {
            starts = new int[size + 1];
        }
        if (order.length < count) {
            order = new int[count];
            cells = new int[count];
        }
        Arrays.fill(starts, 0, size + 1, 0);
        for (int i = 0; i < count; i++) {
            int cell = rows.cell(ys[i]) * columns.cells() + columns.cell(xs[i]);
            cells[i] = cell;
            starts[cell + 1]++;
        }
        for (int cell = 0; cell < size; cell++) {
            starts[cell + 1] += starts[cell];
        }
        for (int i = 0; i < count; i++) {
            order[starts[cells[i]]++] = i;
        }
        // Each start has moved to its cell's end, which is the start of the next cell.
        System.arraycopy(starts, 0, starts, 1, size);
        starts[0] = 0;
    }

    private void layOut(double[] xs, double[] ys, int count, Localization localization) {
        double west = Double.POSITIVE_INFINITY;
        double east = Double.NEGATIVE_INFINITY;
        double south = Double.POSITIVE_INFINITY;
        double north = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            west = Math.min(west, xs[i]);
            east = Math.max(east, xs[i]);
            south = Math.min(south, ys[i]);
            north = Math.max(north, ys[i]);
        }
        double reach = localization.reach();
        double periodX = localization.distance().width();
        double periodY = localization.distance().height();
        double width = reach / CELLS_PER_REACH;
        double most = Math.min(CELLS_PER_OBSERVATION * count + 1, 0x1p30);
        while (CellAxis.cells(west, east, periodX, width) * CellAxis.cells(south, north, periodY, width) > most) {
            width *= 1.5;
        }
        columns.set(west, east, periodX, width, reach);
        rows.set(south, north, periodY, width, reach);
    }

    /** Which of the given observations has a position in the order of cells; those of a cell keep their order. */
    int observation(int position) {
        return order[position];
    }

    CellAxis columns() {
        return columns;
    }

    CellAxis rows() {
        return rows;
    }

    /** First position of a cell. */
    int start(int row, int column) {
        return starts[row * columns.cells() + column];
    }

    /** Position after the last of a cell. */
    int end(int row, int column) {
        return starts[row * columns.cells() + column + 1];
    }
}
