package io.fieldcast.verification.nowcast;

/** One frame: what was seen of it, and the field that the analysis made of it. Arrays are shared, not copied; nobody changes them. */
public final class AnalysedFrame {
    private final int[] cells;
    private final double[] values;
    private final double[] mean;

    AnalysedFrame(int[] cells, double[] values, double[] mean) {
        this.cells = cells;
        this.values = values;
        this.mean = mean;
    }

    /** Number of observations. */
    public int observations() {
        return cells.length;
    }

    public int cell(int observation) {
        return cells[observation];
    }

    public double value(int observation) {
        return values[observation];
    }

    /** Mean of the analysis in a cell. */
    public double mean(int cell) {
        return mean[cell];
    }
}
