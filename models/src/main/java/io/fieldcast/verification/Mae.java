package io.fieldcast.verification;

/** Mean absolute error of a running series. Confined to one thread. */
public final class Mae {
    private long count;
    private double sum;

    public void add(double forecast, double observed) {
        sum += Math.abs(forecast - observed);
        count++;
    }

    public long count() {
        return count;
    }

    /** NaN before the first pair. */
    public double value() {
        return sum / count;
    }
}
