package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.QcCode;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;

/** What every filter promises that takes a factor on the prior covariance of each of its domains. */
interface PriorInflationContract {
    /** The filter, with localisation of the given half-support where it has any. */
    FilterSpec spec(double halfSupport);

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    @Seeds
    default void isTheFilterWithoutItWhileAllFactorsAre1(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Filter filter = Scene.build(spec(2));
        Ensemble plain = scene.forecast.copy();
        Ensemble inflated = scene.forecast.copy();
        double[] factors = filled(filter.domains(), 1);
        double[] learned = new double[filter.domains()];

        filter.analyse(scene.forecast, scene.batch(), plain);
        filter.analyse(scene.forecast, scene.batch(), AdaptiveInflation.NONE, factors, inflated, learned);

        assertThat(inflated.values()).containsExactly(plain.values());
        assertThat(learned).containsOnly(1);
    }

    /** The analysis of a forecast whose anomalies were multiplied by √λ beforehand, in every row that is analysed at all. */
    @Seeds
    default void multipliesThePriorCovariance(Gen gen) {
        double factor = gen.uniform(0.8, 3);
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Ensemble wide = scene.forecast.copy();
        for (int row = 0; row < wide.size(); row++) {
            Rows.scaleAnomalies(wide, row, Math.sqrt(factor));
        }
        Filter filter = Scene.build(spec(1));
        Ensemble expected = wide.copy();
        Ensemble actual = scene.forecast.copy();
        double[] factors = filled(filter.domains(), factor);

        filter.analyse(wide, scene.batch(wide, Scene.order(scene.values.length)), expected);
        filter.analyse(
                scene.forecast,
                scene.batch(),
                AdaptiveInflation.standard(),
                factors,
                actual,
                new double[factors.length]);

        for (int row = 0; row < wide.size(); row++) {
            boolean analysed = Rows.differ(wide, expected, row);
            assertThat(Rows.differ(scene.forecast, actual, row)).isEqualTo(analysed);
            for (int m = 0; m < wide.members() && analysed; m++) {
                int at = row * wide.members() + m;
                assertThat(actual.values()[at]).isCloseTo(expected.values()[at], within(1e-10));
            }
        }
        assertThat(factors).containsOnly(factor);
    }

    /** Observations at the members' mean ask for less spread, far from it for more; out of reach the factor decays. */
    @Seeds
    default void learnsFromTheInnovationsOfEachDomain(Gen gen) {
        AdaptiveInflation rule = AdaptiveInflation.standard();
        Scene scene = new Scene(gen, gen.integer(4, 12), 20);
        for (int j = 0; j < scene.xs.length; j++) {
            // Two observations or more lie in reach of every domain of the left edge, none of the right one.
            scene.xs[j] = 0;
            scene.ys[j] = j % 4;
        }
        Filter filter = Scene.build(spec(1));
        double[] factors = filled(filter.domains(), 1.5);
        double[] learned = new double[filter.domains()];
        ObservationBatch first = scene.batch();

        for (boolean far : new boolean[] {false, true}) {
            for (int j = 0; j < scene.values.length; j++) {
                scene.values[j] = first.predictedMean(j) + (far ? 10 * first.expectedDeviation(j) : 0);
            }
            filter.analyse(scene.forecast, scene.batch(), rule, factors, scene.forecast.copy(), learned);

            for (int domain = 0; domain < learned.length; domain++) {
                boolean local = filter.domains() > 1 && domain < Scene.CELLS;
                if (local && Scene.GRID.x(domain) >= 2) {
                    assertThat(learned[domain]).isEqualTo(1.5 - 0.05 * 0.5);
                } else if (!local || Scene.GRID.x(domain) == 0) {
                    assertThat(learned[domain] > 1.5).isEqualTo(far);
                }
            }
        }
    }

    @Seeds
    default void letsAllFactorsDecayWithoutObservations(Gen gen) {
        Scene scene = new Scene(gen, 6, 1);
        ObservationBatch batch = scene.batch();
        batch.setCode(0, QcCode.OUTLIER);
        Filter filter = Scene.build(spec(2));
        double[] learned = new double[filter.domains()];

        Verdict verdict = filter.analyse(
                scene.forecast,
                batch,
                AdaptiveInflation.standard(),
                filled(learned.length, 3),
                scene.forecast.copy(),
                learned);

        assertThat(verdict).isEqualTo(Verdict.NO_OBSERVATIONS);
        assertThat(learned).containsOnly(3 - 0.05 * 2);
    }
}
