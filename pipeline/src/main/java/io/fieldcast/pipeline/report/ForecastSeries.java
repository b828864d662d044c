package io.fieldcast.pipeline.report;

/**
 * The newest forecasts for one station and lead time with what was observed, in the field's unit; older ones fall out.
 * Confined to one thread.
 */
final class ForecastSeries {
    /** Quantile levels kept for the bands. */
    static final double[] BANDS = {0.05, 0.25, 0.5, 0.75, 0.95};

    private static final int WIDTH = 1 + BANDS.length;
    private final long[] times;
    private final double[] rows;
    private long written;

    ForecastSeries(int capacity) {
        this.times = new long[capacity];
        this.rows = new double[capacity * WIDTH];
    }

    /**
     * @param observed NaN where nothing was observed
     * @param bands values at {@link #BANDS}, copied
     */
    void add(long epochSecond, double observed, double[] bands) {
        int at = (int) (written % times.length);
        times[at] = epochSecond;
        rows[at * WIDTH] = observed;
        System.arraycopy(bands, 0, rows, at * WIDTH + 1, BANDS.length);
        written++;
    }

    int size() {
        return (int) Math.min(written, times.length);
    }

    private int slot(int index) {
        return (int) ((written - size() + index) % times.length);
    }

    /** Valid time of the point {@code index}, oldest first, seconds since 1970. */
    long time(int index) {
        return times[slot(index)];
    }

    double observed(int index) {
        return rows[slot(index) * WIDTH];
    }

    double band(int index, int band) {
        return rows[slot(index) * WIDTH + 1 + band];
    }
}
