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

    /**
     * Applies the kernel to several fields at once.
     *
     * @param numbers gain, width, offset x, offset y of each point, from {@code numbersAt} on
     * @param from the fields, points × columns, row-major, from {@code fromAt} on; left as they were
     * @param to receives the fields one step later, from {@code toAt} on; no overlap with {@code from}
     * @param scratch working memory from {@code scratchAt} on; may be any of the arrays, without overlap
     */
    void apply(
            double[] numbers,
            int numbersAt,
            int columns,
            double[] from,
            int fromAt,
            double[] to,
            int toAt,
            double[] scratch,
            int scratchAt);

    /** Working memory for {@link #applyUniformly} to so many columns, which may be used again and again; by one thread at a time. */
    Lines lines(int columns);

    /**
     * Applies a kernel that is the same everywhere.
     *
     * @param numbers gain, width, offset x, offset y from {@code numbersAt} on
     * @param lines of {@link #lines} for as many columns; what they hold does not matter
     * @see #apply
     */
    void applyUniformly(
            double[] numbers,
            int numbersAt,
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
