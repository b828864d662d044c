package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.QcCode;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;
import java.util.Set;

/** What every filter promises, for every forecast and every set of observations; what only some promise has contracts of its own. */
interface FilterContract {
    /** The filter, with localisation of the given half-support where it has any. */
    FilterSpec spec(double halfSupport);

    /** Whether members, and not only mean and covariance, are the same for every order of the observations. */
    boolean membersIgnoreOrder();

    /** Whether rows out of an observation's reach are left alone. */
    boolean isLocal();

    /** The analysis, which must end well. */
    static Ensemble analysed(FilterSpec spec, Ensemble forecast, ObservationBatch batch) {
        Ensemble analysis = forecast.copy();
        assertThat(Scene.analyse(Scene.build(spec), forecast, batch, analysis)).isEqualTo(Verdict.OK);
        return analysis;
    }

    @Seeds
    default void leavesForecastAndObservationsAsTheyWere(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 20));
        ObservationBatch batch = scene.batch();
        Ensemble before = scene.forecast.copy();
        double[] predicted = batch.predicted().clone();

        analysed(spec(2), scene.forecast, batch);

        assertThat(scene.forecast.values()).containsExactly(before.values());
        assertThat(batch.predicted()).containsExactly(predicted);
    }

    @Seeds
    default void leavesTheEnsembleAsItWasWithoutObservations(Gen gen) {
        Scene scene = new Scene(gen, 6, 3);
        ObservationBatch batch = scene.batch();
        for (int index = 0; index < batch.size(); index++) {
            batch.setCode(index, QcCode.OUTLIER);
        }
        Ensemble analysis = Ensemble.of(6, Scene.BLOCKS);

        Verdict verdict = Scene.analyse(Scene.build(spec(2)), scene.forecast, batch, analysis);

        assertThat(verdict).isEqualTo(Verdict.NO_OBSERVATIONS);
        assertThat(analysis.values()).containsExactly(scene.forecast.values());
    }

    @Seeds
    default void hasItsMeanPinnedByAnExactObservation(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 20), 1);
        int cell = gen.integer(0, Scene.CELLS - 1);
        scene.xs[0] = Scene.GRID.x(cell);
        scene.ys[0] = Scene.GRID.y(cell);
        scene.errorVariances[0] = 1e-14;

        Ensemble analysis = analysed(spec(2), scene.forecast, scene.batch());

        assertThat(Math.abs(analysis.mean(cell) - scene.values[0])).isLessThan(1e-9);
    }

    @Seeds
    default void survivesManyRedundantAndNearlyExactObservations(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), 80);
        for (int j = 0; j < scene.xs.length; j++) {
            scene.errorVariances[j] = Math.pow(10, gen.uniform(-20, 10));
            scene.xs[j] = scene.xs[j % 20];
            scene.ys[j] = scene.ys[j % 20];
        }

        Ensemble analysis = analysed(spec(2), scene.forecast, scene.batch());

        assertThat(analysis.isFinite()).isTrue();
    }

    @Seeds
    default void doesNotMindTheOrderOfObservations(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(2, 50));
        int[] order = gen.permutation(scene.values.length);

        Ensemble one = analysed(spec(2), scene.forecast, scene.batch());
        Ensemble other = analysed(spec(2), scene.forecast, scene.batch(scene.forecast, order));

        if (membersIgnoreOrder()) {
            assertThat(largestDifference(one, other)).isLessThan(1e-10);
        }
        for (int row = 0; row < one.size(); row++) {
            assertThat(Math.abs(one.mean(row) - other.mean(row))).isLessThan(1e-10);
            assertThat(Math.abs(one.variance(row) - other.variance(row))).isLessThan(1e-10);
        }
    }

    @Seeds
    default void leavesRowsOutOfReachAlone(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 30));
        for (int j = 0; j < scene.xs.length; j++) {
            scene.xs[j] = gen.uniform(0, 1);
        }

        Ensemble analysis = analysed(spec(1), scene.forecast, scene.batch());

        for (int row = 0; row < 2 * Scene.CELLS; row++) {
            boolean alone = isLocal()
                    && nearestObservation(scene, row) >= Localization.planar(1).reach();
            assertThat(Rows.differ(scene.forecast, analysis, row)).isEqualTo(!alone);
        }
        assertThat(Rows.differ(scene.forecast, analysis, 2 * Scene.CELLS)).isTrue();
    }

    /** With random numbers too, since each belongs to its observation and not to who asks for it. */
    @Seeds
    default void hasTheSameBitsWithSeveralThreads(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 50));
        RowPlaces places = RowPlaces.of(Scene.GRID, Scene.BLOCKS, Set.of("state", "lag1"));
        Ensemble shared = scene.forecast.copy();

        Verdict verdict =
                Scene.analyse(spec(2).build(places, Distance.PLANAR, 3), scene.forecast, scene.batch(), shared);

        assertThat(verdict).isEqualTo(Verdict.OK);
        assertThat(shared.values())
                .containsExactly(
                        analysed(spec(2), scene.forecast, scene.batch()).values());
    }

    private static double nearestObservation(Scene scene, int row) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < scene.xs.length; j++) {
            double dx = scene.xs[j] - Scene.GRID.x(row % Scene.CELLS);
            double dy = scene.ys[j] - Scene.GRID.y(row % Scene.CELLS);
            nearest = Math.min(nearest, Math.hypot(dx, dy));
        }
        return nearest;
    }

    @Seeds
    default void neverWritesWhatIsNotFinite(Gen gen) {
        Scene scene = new Scene(gen, 5, 6);
        ObservationBatch badForecast = scene.batch();
        badForecast.predicted()[badForecast.offset(2) + 1] = Double.NaN;
        scene.values[3] = Double.POSITIVE_INFINITY;
        ObservationBatch badValue = scene.batch();
        Ensemble badRow = scene.forecast.copy();
        badRow.values()[4 * 5 + 2] = Double.NEGATIVE_INFINITY;

        for (ObservationBatch batch : Arrays.asList(badForecast, badValue)) {
            Ensemble analysis = Ensemble.of(5, Scene.BLOCKS);
            assertThat(Scene.analyse(Scene.build(spec(2)), scene.forecast, batch, analysis))
                    .isEqualTo(Verdict.NOT_FINITE);
            assertThat(analysis.values()).containsExactly(scene.forecast.values());
        }
        scene.values[3] = 0;
        Ensemble analysis = badRow.copy();
        assertThat(Scene.analyse(Scene.build(spec(Double.POSITIVE_INFINITY)), badRow, scene.batch(), analysis))
                .isEqualTo(Verdict.NOT_FINITE);
        assertThat(analysis.values()).containsExactly(badRow.values());
    }

    @Seeds
    default void saysSoWhenTheMembersAgree(Gen gen) {
        Scene scene = new Scene(gen, 4, 5);
        Ensemble collapsed = scene.forecast.copy();
        for (int at = 0; at < collapsed.values().length; at++) {
            collapsed.values()[at] = collapsed.values()[at - at % 4];
        }
        ObservationBatch batch = scene.batch(collapsed, Scene.order(5));
        Ensemble analysis = collapsed.copy();

        assertThat(Scene.analyse(Scene.build(spec(2)), collapsed, batch, analysis))
                .isEqualTo(Verdict.ENSEMBLE_COLLAPSED);
        assertThat(analysis.values()).containsExactly(collapsed.values());
    }

    static double largestDifference(Ensemble one, Ensemble other) {
        double worst = 0;
        for (int at = 0; at < one.values().length; at++) {
            worst = Math.max(worst, Math.abs(one.values()[at] - other.values()[at]));
        }
        return worst;
    }
}
