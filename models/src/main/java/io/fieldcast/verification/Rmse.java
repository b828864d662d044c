package io.fieldcast.verification;

/** Root mean square error of a running series. Confined to one thread. */
public final class Rmse {
    private long count;
    private double squares;

    public void add(double forecast, double observed) {
        double error = forecast - observed;
        squares += error * error;
        count++;
    }

    public long count() {
        return count;
    }

    /** NaN before the first pair. */
    public double value() {
        return Math.sqrt(squares / count);
    }
}
