package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

class DenkfTest implements FilterContract, DeterministicContract, NarrowingContract, PriorInflationContract {
    @Override
    public FilterSpec spec(double halfSupport) {
        return new FilterSpec.Denkf(halfSupport);
    }

    @Override
    public boolean membersIgnoreOrder() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    /** Few and many observations, so that each way of computing it meets the other filter. */
    @Seeds
    void hasTheMeanOfTheLetkf(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Ensemble analysis = FilterContract.analysed(spec(2), scene.forecast, scene.batch());
        Ensemble transform = FilterContract.analysed(new FilterSpec.Letkf(2), scene.forecast, scene.batch());

        for (int row = 0; row < analysis.size(); row++) {
            assertThat(analysis.mean(row)).isCloseTo(transform.mean(row), within(1e-10));
        }
    }

    /** With one observation the gain is a covariance over a variance. */
    @Seeds
    void movesAnomaliesByHalfTheGain(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), 1);
        double[] predicted = scene.batch().predicted().clone();
        double predictedMean = scene.batch().predictedMean(0);
        double variance = scene.batch().predictedVariance(0) + scene.errorVariances[0];

        Ensemble analysis = FilterContract.analysed(spec(Double.POSITIVE_INFINITY), scene.forecast, scene.batch());

        int members = scene.forecast.members();
        for (int row = 0; row < analysis.size(); row++) {
            double covariance = 0;
            for (int m = 0; m < members; m++) {
                covariance += scene.forecast.values()[row * members + m] * (predicted[m] - predictedMean);
            }
            double gain = covariance / (members - 1) / variance;
            for (int m = 0; m < members; m++) {
                double expected = scene.forecast.values()[row * members + m]
                        + gain * (scene.values[0] - predictedMean - 0.5 * (predicted[m] - predictedMean));
                assertThat(analysis.values()[row * members + m]).isCloseTo(expected, within(1e-10));
            }
        }
    }
}
