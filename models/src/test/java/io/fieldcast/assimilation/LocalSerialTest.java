package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

class LocalSerialTest
        implements FilterContract,
                DeterministicContract,
                NarrowingContract,
                ExactCovarianceContract,
                PriorInflationContract {
    @Override
    public FilterSpec spec(double halfSupport) {
        return new FilterSpec.LocalSerial(halfSupport);
    }

    /** Each order has a square root of its own, of one and the same covariance. */
    @Override
    public boolean membersIgnoreOrder() {
        return false;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    /** Few and many observations, so that each way of computing either filter meets the other. */
    @Seeds
    void hasTheMeanAndVarianceOfTheLetkf(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Ensemble serial = scene.forecast.copy();
        Ensemble transform = scene.forecast.copy();

        Scene.analyse(Scene.build(spec(2)), scene.forecast, scene.batch(), serial);
        Scene.analyse(Scene.build(new FilterSpec.Letkf(2)), scene.forecast, scene.batch(), transform);

        for (int row = 0; row < serial.size(); row++) {
            assertThat(Math.abs(serial.mean(row) - transform.mean(row))).isLessThan(1e-11);
            assertThat(Math.abs(serial.variance(row) - transform.variance(row))).isLessThan(1e-11);
        }
    }

    /** Without localisation even the covariance between a parameter, a lag and the state is the same. */
    @Seeds
    void hasTheCovarianceOfTheEtkfEverywhere(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Ensemble serial = scene.forecast.copy();
        Ensemble transform = scene.forecast.copy();

        Scene.analyse(Scene.build(spec(Double.POSITIVE_INFINITY)), scene.forecast, scene.batch(), serial);
        Scene.analyse(Scene.build(new FilterSpec.Etkf()), scene.forecast, scene.batch(), transform);

        assertThat(EnsembleCovariance.largestMomentDifference(serial, transform))
                .isLessThan(1e-11);
    }
}
