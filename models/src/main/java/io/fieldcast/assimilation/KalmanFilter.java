package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;

/**
 * The exact filter for small linear Gaussian systems, the oracle that the ensemble filters are held to. Observations are processed
 * one by one, which for independent errors is exact. Holds its n × n covariance; confined to one thread.
 *
 * @see <a href="https://doi.org/10.1115/1.3662552">Kalman (1960)</a>
 */
public final class KalmanFilter {
    private final int size;
    private final double[] mean;
    private final double[] covariance;
    private final double[] meanScratch;
    private final double[] product;
    private double logLikelihood;

    /**
     * @param mean prior mean, length n; copied
     * @param covariance prior covariance, n × n row-major, symmetric; copied
     */
    public KalmanFilter(double[] mean, double[] covariance) {
        this.size = mean.length;
        Check.length("covariance", covariance, size * size);
        this.mean = mean.clone();
        this.covariance = covariance.clone();
        this.meanScratch = new double[size];
        this.product = new double[size * size];
    }

    /** {@code x ← M x}, {@code P ← M P Mᵀ + Q}. */
    public void forecast(double[] model, double[] noise) {
        Check.length("model", model, size * size);
        Check.length("noise", noise, size * size);
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += model[i * size + k] * mean[k];
            }
            meanScratch[i] = sum;
        }
        System.arraycopy(meanScratch, 0, mean, 0, size);
        multiply(model, covariance, false, product);
        multiply(product, model, true, covariance);
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                double both = 0.5 * (covariance[i * size + j] + covariance[j * size + i]);
                covariance[i * size + j] = both + noise[i * size + j];
                covariance[j * size + i] = both + noise[j * size + i];
            }
        }
    }

    private void multiply(double[] left, double[] right, boolean transposed, double[] target) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = 0;
                for (int k = 0; k < size; k++) {
                    sum += left[i * size + k] * right[transposed ? j * size + k : k * size + j];
                }
                target[i * size + j] = sum;
            }
        }
    }

    /**
     * Assimilates one observation {@code value = h · x + e}.
     *
     * @param h row of the observation operator, length n
     * @param errorVariance variance of e, above 0
     */
    public void observe(double[] h, double value, double errorVariance) {
        Check.length("h", h, size);
        Check.that(errorVariance > 0, "errorVariance must be above 0, got %s", errorVariance);
        double expected = 0;
        double variance = errorVariance;
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int k = 0; k < size; k++) {
                sum += covariance[i * size + k] * h[k];
            }
            meanScratch[i] = sum;
            expected += h[i] * mean[i];
            variance += h[i] * sum;
        }
        double innovation = value - expected;
        for (int i = 0; i < size; i++) {
            double gain = meanScratch[i] / variance;
            mean[i] += gain * innovation;
            for (int j = 0; j < size; j++) {
                covariance[i * size + j] -= gain * meanScratch[j];
            }
        }
        logLikelihood -= 0.5 * (Math.log(2 * Math.PI * variance) + innovation * innovation / variance);
    }

    public double mean(int row) {
        return mean[row];
    }

    public double covariance(int row, int column) {
        return covariance[row * size + column];
    }

    /** Logarithm of the probability density of all observations so far. */
    public double logLikelihood() {
        return logLikelihood;
    }
}
