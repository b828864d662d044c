package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Cholesky;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import org.junit.jupiter.api.Test;

class RecursiveRegressionTest {
    private static final double NOISE = 0.7;

    @Seeds
    void equalsBatchRidgeRegressionWhenNothingIsForgotten(Gen gen) {
        double[] prior = {0.5, -1, 2, 0};
        double[] variances = {4, 0.1, 1, 10};
        RecursiveRegression regression = new RecursiveRegression(prior, variances, NOISE, Double.POSITIVE_INFINITY);
        Table weights = regression.weights(2);
        Table covariances = regression.covariances(2);
        double[] normal = new double[16];
        double[] right = new double[4];
        for (int k = 0; k < 4; k++) {
            normal[5 * k] = 1 / variances[k];
            right[k] = prior[k] / variances[k];
        }
        for (int i = 0; i < 50; i++) {
            double[] features = gen.gaussians(4);
            double observed = gen.gaussian();
            regression.learn(weights, covariances, 1, features, 0, observed);
            for (int k = 0; k < 4; k++) {
                right[k] += features[k] * observed / NOISE;
                for (int l = 0; l < 4; l++) {
                    normal[4 * k + l] += features[k] * features[l] / NOISE;
                }
            }
        }
        Cholesky cholesky = new Cholesky(4);
        assertThat(cholesky.factor(normal)).isTrue();
        cholesky.solve(1, right);
        for (int k = 0; k < 4; k++) {
            assertThat(weights.get(1, k)).isCloseTo(right[k], within(1e-10));
            assertThat(weights.get(0, k)).isEqualTo(prior[k]);
        }
    }

    @Test
    void followsWhatChangesWhenItForgets() {
        RecursiveRegression regression = RecursiveRegression.of(new double[1], 1, 1, 50);
        Table weights = regression.weights(1);
        Table covariances = regression.covariances(1);
        for (int i = 0; i < 1000; i++) {
            regression.learn(weights, covariances, 0, new double[] {1}, 0, i < 500 ? 3 : -2);
        }
        assertThat(weights.get(0, 0)).isCloseTo(-2, within(0.1));
        assertThat(covariances.get(0, 0)).isBetween(0.0, 2.0);
    }
}
