package io.fieldcast.assimilation;

/**
 * One axis of {@link ObservationCells}: cells of equal width, from the least coordinate on, or around a period. Reusable; after
 * {@link #set} it may be read by many threads.
 */
final class CellAxis {
    /** Rounding must not cut off what lies just within reach; farther candidates cost a distance, nothing else. */
    private static final double MARGIN = 1 + 1e-6;

    private double origin;
    private double period;
    private double width;
    private double reach;
    private int cells;

    /**
     * @param from least coordinate
     * @param to largest coordinate
     * @param period period of the axis; infinite if it does not wrap
     */
    void set(double from, double to, double period, double width, double reach) {
        this.period = period;
        this.reach = reach * MARGIN;
        this.cells = (int) cells(from, to, period, width);
        this.origin = wraps() ? 0 : from;
        this.width = wraps() ? period / cells : width;
    }

    /** Number of cells that {@link #set} would make, as a number that does not overflow. */
    static double cells(double from, double to, double period, double width) {
        return Double.isInfinite(period)
                ? Math.floor((to - from) / width) + 1
                : Math.max(1, Math.floor(period / width));
    }

    int cells() {
        return cells;
    }

    private boolean wraps() {
        return !Double.isInfinite(period);
    }

    /** Cell of a coordinate; one that lies outside is in the nearest cell. */
    int cell(double at) {
        double along = wraps() ? at - period * Math.floor(at / period) : at - origin;
        return clamp(along / width);
    }

    /** First cell within reach; on an axis that wraps, one below 0 means that many cells before the end. */
    int first(double at) {
        return edge(at, -reach - 4 * Math.ulp(at));
    }

    /** Last cell within reach; on an axis that wraps, {@link #cells} and more mean cells from the start on. */
    int last(double at) {
        return edge(at, reach + 4 * Math.ulp(at));
    }

    private int edge(double at, double offset) {
        if (!wraps()) {
            return clamp((at + offset - origin) / width);
        }
        if (2 * reach >= period - 2 * width) {
            return offset < 0 ? 0 : cells - 1;
        }
        return (int) Math.floor((at - period * Math.floor(at / period) + offset) / width);
    }

    private int clamp(double cell) {
        return (int) Math.max(0, Math.min(cell, cells - 1.0));
    }
}
