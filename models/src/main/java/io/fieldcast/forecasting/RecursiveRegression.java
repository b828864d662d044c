package io.fieldcast.forecasting;

import java.util.Arrays;

/**
 * Many small linear regressions, each learned one observation at a time by recursive least squares with a ridge prior and slow
 * forgetting. Row {@code r} of a table of weights and of a table of covariances is one regression; both belong to the forecast's
 * state. Owns working memory only, hence confined to one thread.
 */
final class RecursiveRegression {
    private final double[] priorWeights;
    private final double[] priorVariances;
    private final double noiseVariance;
    private final double forgetting;
    private final double[] gain;

    /**
     * @param priorWeights weights before anything was seen
     * @param priorVariances how far each may lie from its prior; small values hold it there
     * @param noiseVariance variance of what no weight explains; covariances are in the same unit
     * @param memory number of observations after which one counts for 1/e; infinite to forget nothing
     */
    RecursiveRegression(double[] priorWeights, double[] priorVariances, double noiseVariance, double memory) {
        this.priorWeights = priorWeights.clone();
        this.priorVariances = priorVariances.clone();
        this.noiseVariance = noiseVariance;
        this.forgetting = Math.exp(-1 / memory);
        this.gain = new double[priorWeights.length];
    }

    /** A regression whose prior variances are all the same. */
    static RecursiveRegression of(double[] priorWeights, double priorVariance, double noiseVariance, double memory) {
        double[] priorVariances = new double[priorWeights.length];
        Arrays.fill(priorVariances, priorVariance);
        return new RecursiveRegression(priorWeights, priorVariances, noiseVariance, memory);
    }

    /** Number of features. */
    int size() {
        return gain.length;
    }

    /** Weights of so many regressions, at their prior. */
    Table weights(int rows) {
        Table weights = new Table(rows, size());
        for (int row = 0; row < rows; row++) {
            System.arraycopy(priorWeights, 0, weights.values(), row * size(), size());
        }
        return weights;
    }

    /** Covariances of so many regressions, at their prior. */
    Table covariances(int rows) {
        Table covariances = new Table(rows, size() * size());
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < size(); k++) {
                covariances.set(row, k * size() + k, priorVariances[k]);
            }
        }
        return covariances;
    }

    /** What regression {@code row} expects for the features {@code features[from..from + size)}. */
    double predict(Table weights, int row, double[] features, int from) {
        double[] values = weights.values();
        double sum = 0;
        for (int k = 0, at = row * gain.length; k < gain.length; k++, at++) {
            sum += values[at] * features[from + k];
        }
        return sum;
    }

    /** Regression {@code row} learns that {@code observed} went with the features {@code features[from..from + size)}. */
    void learn(Table weights, Table covariances, int row, double[] features, int from, double observed) {
        int size = gain.length;
        double[] covariance = covariances.values();
        int base = row * size * size;
        double spread = 0;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int j = 0, at = base + i * size; j < size; j++, at++) {
                sum += covariance[at] * features[from + j];
            }
            gain[i] = sum;
            spread += features[from + i] * sum;
        }
        double denominator = forgetting * noiseVariance + spread;
        double error = observed - predict(weights, row, features, from);
        for (int i = 0; i < size; i++) {
            weights.add(row, i, gain[i] * error / denominator);
        }
        // Forgetting would let the covariance of a direction that is never seen grow without end.
        double grown = trace(covariance, base) > trace() ? 1 : 1 / forgetting;
        for (int i = 0, at = base; i < size; i++) {
            for (int j = 0; j < size; j++, at++) {
                covariance[at] = (covariance[at] - gain[i] * gain[j] / denominator) * grown;
            }
        }
    }

    private double trace(double[] covariance, int base) {
        double sum = 0;
        for (int k = 0; k < gain.length; k++) {
            sum += covariance[base + k * gain.length + k];
        }
        return sum;
    }

    private double trace() {
        double sum = 0;
        for (double variance : priorVariances) {
            sum += variance;
        }
        return sum;
    }
}
