package io.fieldcast.dynamics;

/**
 * The Cayley transform of a skew transport: {@code x ← (I − B)⁻¹(I + B) x} with {@code B = step/2 · J}, exactly orthogonal and
 * stable for every step. Written as {@code x ← 2(I + B) y − x}, where {@code (I − B²) y = x} is symmetric, positive definite and
 * solved by conjugate gradients. Immutable.
 *
 * <p>Started from zero, the iterates lie in the span of even powers of B on x, and skewness makes the change of
 * {@code xᵀx}, which is {@code −4 rᵀ(I + B) y} for a residual r, vanish after any number of iterations: the energy does not
 * wait for convergence. The sum of x does, its error is {@code −2 Σ r}, hence the tight tolerance.
 *
 * <p>Each member iterates by its own numbers and stops by its own residual, so no member's bits depend on another's.
 */
final class CayleyStep {
    private static final int MOST_ITERATIONS = 1000;
    private static final double TOLERANCE = 0x1p-54;

    private final Differences differences;

    CayleyStep(Differences differences) {
        this.differences = differences;
    }

    /** Doubles of working memory behind {@code free}. */
    int scratchSize(int members) {
        return 5 * differences.size() * members + 4 * members;
    }

    /**
     * Carries the state one step.
     *
     * @param values holds the state from {@code at}, receives the later one
     * @param work holds the flow from {@code u} and {@code v}, already multiplied by {@code step / (4 · spacing)}; free for use from
     *     {@code free}
     */
    void advance(double[] values, int at, double[] work, int u, int v, int free, int members) {
        int length = differences.size() * members;
        int solution = free;
        int residual = solution + length;
        int direction = residual + length;
        int once = direction + length;
        int twice = once + length;
        int scalars = twice + length;
        for (int i = 0; i < length; i++) {
            work[solution + i] = 0;
            work[residual + i] = values[at + i];
            work[direction + i] = values[at + i];
        }
        solve(work, u, v, solution, scalars, members);
        differences.transport(work, u, v, solution, once, members);
        for (int i = 0; i < length; i++) {
            values[at + i] = 2 * (work[solution + i] + work[once + i]) - values[at + i];
        }
    }

    /** Conjugate gradients; the five vectors follow each other from {@code solution}. */
    private void solve(double[] work, int u, int v, int solution, int scalars, int members) {
        int length = differences.size() * members;
        int residual = solution + length;
        int direction = residual + length;
        int once = direction + length;
        int twice = once + length;
        int squared = scalars;
        int goal = squared + members;
        int factor = goal + members;
        int curvature = factor + members;
        sumOfSquares(work, residual, length, squared, members);
        for (int m = 0; m < members; m++) {
            // A state so small that its squares vanish stays where it is: its curvature would be zero.
            work[goal + m] = Math.max(Double.MIN_NORMAL, TOLERANCE * TOLERANCE * work[squared + m]);
        }
        for (int iteration = 0; iteration < MOST_ITERATIONS && unfinished(work, squared, goal, members); iteration++) {
            differences.transport(work, u, v, direction, once, members);
            differences.transport(work, u, v, once, twice, members);
            // pᵀ(I − B²)p = |p|² + |Bp|², positive whatever rounding does.
            sumOfSquares(work, direction, length, curvature, members);
            sumOfSquares(work, once, length, factor, members);
            for (int m = 0; m < members; m++) {
                boolean moves = work[squared + m] > work[goal + m];
                work[factor + m] = moves ? work[squared + m] / (work[curvature + m] + work[factor + m]) : 0;
                work[curvature + m] = work[squared + m];
            }
            for (int i = 0; i < length; i += members) {
                for (int m = 0; m < members; m++) {
                    double pace = work[factor + m];
                    double along = work[direction + i + m];
                    work[solution + i + m] += pace * along;
                    work[residual + i + m] -= pace * (along - work[twice + i + m]);
                }
            }
            sumOfSquares(work, residual, length, squared, members);
            for (int m = 0; m < members; m++) {
                work[factor + m] = work[curvature + m] > 0 ? work[squared + m] / work[curvature + m] : 0;
            }
            for (int i = 0; i < length; i += members) {
                for (int m = 0; m < members; m++) {
                    work[direction + i + m] = work[residual + i + m] + work[factor + m] * work[direction + i + m];
                }
            }
        }
    }

    /** Whether a member's residual is above its goal; one that is not finite counts as finished. */
    private static boolean unfinished(double[] work, int squared, int goal, int members) {
        for (int m = 0; m < members; m++) {
            if (work[squared + m] > work[goal + m]) {
                return true;
            }
        }
        return false;
    }

    private static void sumOfSquares(double[] work, int from, int length, int sums, int members) {
        for (int m = 0; m < members; m++) {
            work[sums + m] = 0;
        }
        for (int i = 0; i < length; i += members) {
            for (int m = 0; m < members; m++) {
                double value = work[from + i + m];
                work[sums + m] += value * value;
            }
        }
    }
}
