package io.fieldcast.forecasting;

/** Means and variances of a few numbers. */
final class Moments {
    private Moments() {}

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Unbiased variance about {@code mean}. */
    static double variance(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
