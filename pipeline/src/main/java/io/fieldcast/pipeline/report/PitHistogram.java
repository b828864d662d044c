package io.fieldcast.pipeline.report;

/** Where observations fell in their forecast distributions, as probabilities in 200 bins. Confined to one thread. */
final class PitHistogram {
    private static final int BINS = 200;
    private final long[] counts = new long[BINS];
    private long total;

    void add(double probability) {
        counts[Math.min(BINS - 1, (int) (probability * BINS))]++;
        total++;
    }

    long total() {
        return total;
    }

    /** Share of observations in bar {@code bar} of {@code bars}, a divisor of 200. */
    double share(int bar, int bars) {
        int width = BINS / bars;
        long sum = 0;
        for (int i = bar * width; i < (bar + 1) * width; i++) {
            sum += counts[i];
        }
        return (double) sum / total;
    }

    /** Share of observations inside the central interval of probability {@code percent} / 100, an even number up to 100. */
    double centralCoverage(int percent) {
        long sum = 0;
        for (int i = 100 - percent; i < 100 + percent; i++) {
            sum += counts[i];
        }
        return (double) sum / total;
    }
}
