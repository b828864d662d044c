package io.fieldcast.dynamics;

/** Points at which an integro-difference kernel is sampled, and the sum that stands for its integral. Immutable. */
sealed interface Quadrature permits GridQuadrature, NodeQuadrature {
    /** A sampled Gaussian with a standard deviation below this many cells no longer sums to one. */
    double LEAST_DEVIATION = 0.65;

    /** A weight below exp(−25) ≈ 1.4e-11 of the largest is left out. */
    double CUTOFF = 25;

    int points();

    double x(int point);

    double y(int point);

    /** Doubles of working memory for {@link #apply}. */
    int scratchSize();

    /** Working memory for {@link #apply} of a uniform kernel to so many columns, to be used again and again by one thread at a time. */
    Lines lines(int columns);

    /**
     * Applies the kernel to several fields at once.
     *
     * @param numbers gain, width, offset x, offset y of each point, or of all when {@code uniform}, from {@code numbersAt} on
     * @param from the fields, points × columns, row-major, from {@code fromAt} on; left as they were
     * @param to receives the fields one step later, from {@code toAt} on; no overlap with {@code from}
     * @param scratch working memory from {@code scratchAt} on; may be any of the arrays, without overlap
     * @param lines of {@link #lines} for as many columns, when {@code uniform}; what they hold does not matter
     */
    void apply(
            double[] numbers,
            int numbersAt,
            boolean uniform,
            int columns,
            double[] from,
            int fromAt,
            double[] to,
            int toAt,
            double[] scratch,
            int scratchAt,
            Lines lines);

    /** {@code θ2} kept wide enough for cells of the given size. */
    static double floored(double width, double cell) {
        return Math.max(width, 2 * (LEAST_DEVIATION * cell) * (LEAST_DEVIATION * cell));
    }
}
