package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

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
        // P Mᵀ = (M P)ᵀ, so one product serves twice and walks every array forwards
        multiply(model, covariance, product);
        transpose(product);
        multiply(model, product, covariance);
        for (int i = 0; i < size; i++) {
            for (int j = i; j < size; j++) {
                double both = 0.5 * (covariance[i * size + j] + covariance[j * size + i]);
                covariance[i * size + j] = both + noise[i * size + j];
                covariance[j * size + i] = both + noise[j * size + i];
            }
        }
    }

    private void multiply(double[] left, double[] right, double[] target) {
        for (int i = 0; i < size; i++) {
            DenseKernels.rowTimesMatrix(left, i * size, right, size, target, i * size);
        }
    }

    private void transpose(double[] matrix) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double above = matrix[j * size + i];
                matrix[j * size + i] = matrix[i * size + j];
                matrix[i * size + j] = above;
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
        Arrays.fill(meanScratch, 0);
        for (int k = 0; k < size; k++) {
            // interpolation touches few rows, and a row of the covariance is also its column
            if (h[k] != 0) {
                DenseKernels.addScaled(h[k], covariance, k * size, meanScratch, 0, size);
            }
        }
        double expected = DenseKernels.dot(h, 0, mean, 0, size);
        double variance = errorVariance + DenseKernels.dot(h, 0, meanScratch, 0, size);
        double innovation = value - expected;
        for (int i = 0; i < size; i++) {
            double gain = meanScratch[i] / variance;
            mean[i] += gain * innovation;
            DenseKernels.addScaled(-gain, meanScratch, 0, covariance, i * size, size);
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
