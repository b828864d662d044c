package io.fieldcast.forecasting;

import io.fieldcast.numerics.Cholesky;

/**
 * Learns how strong the noise is and how far it reaches from the innovations themselves: one step of Fisher scoring a cycle on the
 * Gaussian likelihood of the innovations, for the logarithms of three numbers: the variance of the field's noise, the factor on
 * the local variances (a station's own and its measurement's), and the reach of the field's noise. Working memory inside, hence
 * confined to one thread; what is learned lives in a {@link Table} of the forecast's state.
 *
 * <p>The covariance of the innovations is that of the ensemble, so its derivative is taken with respect to the last step's noise
 * only; that makes this a recursive, approximate maximum-likelihood estimate.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(1995)123%3C1128:OLEOEC%3E2.0.CO;2">Dee (1995)</a>
 */
final class InnovationLikelihood {
    /** Row layout of the learned table: three logarithms, then the running 3 × 3 information matrix. */
    static final int FIELD = 0;

    static final int LOCAL = 1;
    static final int REACH = 2;
    private static final int COUNT = 3;

    private static final double[] LOWEST = {Math.log(0.05), Math.log(0.2), Math.log(0.3)};
    private static final double[] HIGHEST = {Math.log(3), Math.log(8), Math.log(10)};
    private static final double FIRST_INFORMATION = 50;
    private static final double INFORMATION_WEIGHT = 0.01;
    private static final double RIDGE = 0.02;
    private static final double LARGEST_MOVE = 0.1;

    /** The likelihood is taken over so many observations of a cycle at the most: its cost grows with their cube. */
    static final int MOST_OBSERVATIONS = 32;

    private final double rate;
    private final double[][] derivatives = new double[COUNT][MOST_OBSERVATIONS * MOST_OBSERVATIONS];
    private final double[][] solved = new double[COUNT][MOST_OBSERVATIONS * MOST_OBSERVATIONS];
    private final Cholesky parameters = new Cholesky(COUNT);
    private final double[] weighted = new double[MOST_OBSERVATIONS];
    private final double[] gradient = new double[COUNT];
    private final double[] information = new double[COUNT * COUNT];

    /** @param rate smallest step of the scoring, so that learning never ends */
    InnovationLikelihood(double rate) {
        this.rate = rate;
    }

    static Table start(double fieldVariance, double reach) {
        Table learned = new Table(1, COUNT + COUNT * COUNT);
        learned.set(0, FIELD, Math.log(fieldVariance));
        learned.set(0, LOCAL, 0);
        learned.set(0, REACH, clamp(Math.log(reach), LOWEST[REACH], HIGHEST[REACH]));
        for (int k = 0; k < COUNT; k++) {
            learned.set(0, COUNT + k * COUNT + k, FIRST_INFORMATION);
        }
        return learned;
    }

    /**
     * One step towards the noise that makes these innovations most likely.
     *
     * @param learned the numbers so far; receives the new ones
     * @param count innovations, at most {@link #MOST_OBSERVATIONS}
     * @param innovations observed minus forecast, length at least {@code count}
     * @param covariance what is expected of them, {@code count × count}, left as it was
     * @param distances between the observations, in units of the network's radius, {@code count × count}
     * @param localVariance a station's own and its measurement's variance before the learned factor
     * @param cycles cycles so far: early ones step further
     */
    void learn(
            Table learned,
            int count,
            double[] innovations,
            double[] covariance,
            double[] distances,
            double localVariance,
            long cycles) {
        if (count == 0) {
            return;
        }
        Cholesky factor = new Cholesky(count);
        if (!factor.factor(covariance)) {
            return;
        }
        double fieldVariance = Math.exp(learned.get(0, FIELD));
        double local = localVariance * Math.exp(learned.get(0, LOCAL));
        double reach = Math.exp(learned.get(0, REACH));
        for (int i = 0, at = 0; i < count; i++) {
            for (int j = 0; j < count; j++, at++) {
                double shared = fieldVariance * Math.exp(-distances[at] / reach);
                derivatives[FIELD][at] = shared;
                derivatives[LOCAL][at] = i == j ? local : 0;
                derivatives[REACH][at] = shared * distances[at] / reach;
            }
        }
        System.arraycopy(innovations, 0, weighted, 0, count);
        factor.solve(1, weighted);
        for (int k = 0; k < COUNT; k++) {
            System.arraycopy(derivatives[k], 0, solved[k], 0, count * count);
            factor.solve(count, solved[k]);
            gradient[k] = (quadratic(derivatives[k], count) - trace(solved[k], count)) / 2;
        }
        double largest = 0;
        for (int k = 0; k < COUNT; k++) {
            for (int l = 0; l < COUNT; l++) {
                double now = traceOfProduct(solved[k], solved[l], count) / 2;
                int at = COUNT + k * COUNT + l;
                learned.set(0, at, learned.get(0, at) + INFORMATION_WEIGHT * (now - learned.get(0, at)));
                information[k * COUNT + l] = learned.get(0, at);
            }
            largest += information[k * COUNT + k];
        }
        for (int k = 0; k < COUNT; k++) {
            information[k * COUNT + k] += RIDGE * largest / COUNT;
        }
        if (!parameters.factor(information)) {
            return;
        }
        parameters.solve(1, gradient);
        double step = Math.max(rate, 1.0 / cycles);
        for (int k = 0; k < COUNT; k++) {
            double move = clamp(step * gradient[k], -LARGEST_MOVE, LARGEST_MOVE);
            learned.set(0, k, clamp(learned.get(0, k) + move, LOWEST[k], HIGHEST[k]));
        }
    }

    private double quadratic(double[] matrix, int count) {
        double sum = 0;
        for (int i = 0, at = 0; i < count; i++) {
            for (int j = 0; j < count; j++, at++) {
                sum += weighted[i] * matrix[at] * weighted[j];
            }
        }
        return sum;
    }

    private static double trace(double[] matrix, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += matrix[i * count + i];
        }
        return sum;
    }

    private static double traceOfProduct(double[] left, double[] right, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                sum += left[i * count + j] * right[j * count + i];
            }
        }
        return sum;
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
