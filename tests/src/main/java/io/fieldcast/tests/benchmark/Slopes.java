package io.fieldcast.tests.benchmark;

/** How a cost grows. */
final class Slopes {
    private Slopes() {}

    /** Least squares slope of log time over log size; both of the same length, left as they were. */
    static double logLog(double[] sizes, double[] times) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sizes.length; i++) {
            meanX += Math.log(sizes[i]) / sizes.length;
            meanY += Math.log(times[i]) / sizes.length;
        }
        double product = 0;
        double square = 0;
        for (int i = 0; i < sizes.length; i++) {
            double x = Math.log(sizes[i]) - meanX;
            product += x * (Math.log(times[i]) - meanY);
            square += x * x;
        }
        return product / square;
    }
}
