package io.fieldcast.verification;

/** Share of observations that fell into their forecast interval, ends included. Confined to one thread. */
public final class Coverage {
    private long count;
    private long inside;

    public void add(double lower, double upper, double observed) {
        count++;
        if (observed >= lower && observed <= upper) {
            inside++;
        }
    }

    public long count() {
        return count;
    }

    /** NaN before the first interval. */
    public double value() {
        return (double) inside / count;
    }
}
