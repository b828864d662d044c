package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;

/** What filters promise whose anomalies have the covariance that Bayes' rule gives them, whatever prior they assume. */
interface ExactCovarianceContract {
    /** The filter, with localisation of the given half-support where it has any. */
    FilterSpec spec(double halfSupport);

    @Seeds
    default void hasItsSpreadTakenByAnExactObservation(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 20), 1);
        int cell = gen.integer(0, Scene.CELLS - 1);
        scene.xs[0] = Scene.GRID.x(cell);
        scene.ys[0] = Scene.GRID.y(cell);
        scene.errorVariances[0] = 1e-14;

        Ensemble analysis = FilterContract.analysed(spec(2), scene.forecast, scene.batch());

        assertThat(Math.sqrt(analysis.variance(cell))).isLessThan(1e-5);
    }

    @Seeds
    default void leavesLessSpreadThanTheObservationsErrors(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 20), gen.integer(1, 30));

        Ensemble analysis = FilterContract.analysed(spec(Double.POSITIVE_INFINITY), scene.forecast, scene.batch());

        ObservationBatch after = scene.batch(analysis, Scene.order(scene.values.length));
        for (int index = 0; index < after.size(); index++) {
            assertThat(after.predictedVariance(index)).isLessThan(after.errorVariance(index));
        }
    }
}
