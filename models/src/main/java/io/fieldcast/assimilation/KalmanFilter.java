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
    private final int[] coupled;
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
        this.coupled = new int[size];
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

    /**
     * A model that moves things by a few places a step has mostly zeros, so only what it couples is summed; four rows at a time, which
     * fetches and stores the target once for each four.
     */
    private void multiply(double[] left, double[] right, double[] target) {
        for (int i = 0; i < size; i++) {
            int count = 0;
            for (int k = 0; k < size; k++) {
                if (left[i * size + k] != 0) {
                    coupled[count++] = k;
                }
            }
            int at = i * size;
            Arrays.fill(target, at, at + size, 0);
            int k = 0;
            for (; k + 3 < count; k += 4) {
                addFourRows(left, at, k, right, target);
            }
            for (; k < count; k++) {
                DenseKernels.addScaled(left[at + coupled[k]], right, coupled[k] * size, target, at, size);
            }
        }
    }

    private void addFourRows(double[] left, int at, int k, double[] right, double[] target) {
        double scale0 = left[at + coupled[k]];
        double scale1 = left[at + coupled[k + 1]];
        double scale2 = left[at + coupled[k + 2]];
        double scale3 = left[at + coupled[k + 3]];
        int at0 = coupled[k] * size;
        int at1 = coupled[k + 1] * size;
        int at2 = coupled[k + 2] * size;
        int at3 = coupled[k + 3] * size;
        for (int j = 0; j < size; j++) {
            target[at + j] += (scale0 * right[at0 + j] + scale1 * right[at1 + j])
                    + (scale2 * right[at2 + j] + scale3 * right[at3 + j]);
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
