package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

/** What filters promise whose analysis never has more spread than the forecast. */
interface NarrowingContract {
    /** The filter, with localisation of the given half-support where it has any. */
    FilterSpec spec(double halfSupport);

    @Seeds
    default void reducesTheSpreadWhereItIsObserved(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 20), gen.integer(1, 30));

        Ensemble analysis = FilterContract.analysed(spec(Double.POSITIVE_INFINITY), scene.forecast, scene.batch());

        ObservationBatch after = scene.batch(analysis, Scene.order(scene.values.length));
        for (int index = 0; index < after.size(); index++) {
            assertThat(after.predictedVariance(index)).isLessThan(scene.batch().predictedVariance(index) * (1 + 1e-12));
        }
    }

    @Seeds
    default void widensNoRowByRedundantAndNearlyExactObservations(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), 80);
        for (int j = 0; j < scene.xs.length; j++) {
            scene.errorVariances[j] = Math.pow(10, gen.uniform(-20, 10));
            scene.xs[j] = scene.xs[j % 20];
            scene.ys[j] = scene.ys[j % 20];
        }

        Ensemble analysis = FilterContract.analysed(spec(2), scene.forecast, scene.batch());

        for (int row = 0; row < analysis.size(); row++) {
            assertThat(analysis.variance(row)).isLessThan(scene.forecast.variance(row) * (1 + 1e-3));
        }
    }
}
