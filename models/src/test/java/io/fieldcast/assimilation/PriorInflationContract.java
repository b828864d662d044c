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
    /** Whatever it sees, it keeps its factors and acts with them. */
    AdaptiveInflation FIRM = new AdaptiveInflation(1, 0, 0, 0.5, 4);

    /** The filter, with localisation of the given half-support where it has any. */
    FilterSpec spec(double halfSupport);

    private static DomainInflation filled(Filter filter, AdaptiveInflation rule, double factor) {
        double[] factors = new double[filter.domains()];
        Arrays.fill(factors, factor);
        DomainInflation inflation = new DomainInflation(rule, factors.length);
        inflation.set(factors, 0);
        return inflation;
    }

    private static double[] factors(DomainInflation inflation) {
        double[] factors = new double[inflation.domains()];
        inflation.get(factors, 0);
        return factors;
    }

    @Seeds
    default void learnsNothingWhileAllFactorsAre1(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Filter filter = Scene.build(spec(2));
        DomainInflation inflation = DomainInflation.none(filter.domains());

        filter.analyse(scene.forecast, scene.batch(), inflation, Scene.RANDOM, scene.forecast.copy());
        inflation.accept();

        assertThat(factors(inflation)).containsOnly(1);
    }

    /** The analysis of a forecast whose anomalies were multiplied by √λ beforehand, in every row with a place that is analysed. */
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
        DomainInflation inflation = filled(filter, FIRM, factor);

        Scene.analyse(filter, wide, scene.batch(wide, Scene.order(scene.values.length)), expected);
        filter.analyse(scene.forecast, scene.batch(), inflation, Scene.RANDOM, actual);

        for (int row = 0; row < 2 * Scene.CELLS; row++) {
            boolean analysed = Rows.differ(wide, expected, row);
            assertThat(Rows.differ(scene.forecast, actual, row)).isEqualTo(analysed);
            for (int m = 0; m < wide.members() && analysed; m++) {
                int at = row * wide.members() + m;
                assertThat(actual.values()[at]).isCloseTo(expected.values()[at], within(1e-10));
            }
        }
        assertThat(factors(inflation)).containsOnly(factor);
    }

    /** Innovations of a hundred deviations: the truth is elsewhere, and the widest factor is not enough. The factors themselves stay. */
    @Seeds
    default void widensTheOneAnalysisThatIsSurprised(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 12), gen.integer(4, 40));
        Filter filter = Scene.build(spec(Double.POSITIVE_INFINITY));
        ObservationBatch near = scene.batch();
        for (int j = 0; j < scene.values.length; j++) {
            scene.values[j] = near.predictedMean(j) + 100 * near.expectedDeviation(j);
        }
        Ensemble expected = scene.forecast.copy();
        Ensemble actual = scene.forecast.copy();
        DomainInflation inflation = filled(filter, AdaptiveInflation.standard().surprisedBeyond(3), 1.2);

        filter.analyse(scene.forecast, scene.batch(), filled(filter, FIRM, 4), Scene.RANDOM, expected);
        filter.analyse(scene.forecast, scene.batch(), inflation, Scene.RANDOM, actual);

        assertThat(actual.values()).containsExactly(expected.values());
        assertThat(factors(inflation)).containsOnly(1.2);
    }

    /** Parameters have a spread floor of their own; what nothing takes away must not grow. */
    @Seeds
    default void leavesRowsWithoutAPlaceUninflated(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Filter filter = Scene.build(spec(1));
        Ensemble plain = scene.forecast.copy();
        Ensemble inflated = scene.forecast.copy();

        Scene.analyse(filter, scene.forecast, scene.batch(), plain);
        filter.analyse(
                scene.forecast, scene.batch(), filled(filter, AdaptiveInflation.NONE, 2), Scene.RANDOM, inflated);

        for (int row = 2 * Scene.CELLS; row < plain.size(); row++) {
            assertThat(Rows.differ(plain, inflated, row)).isFalse();
        }
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
        ObservationBatch first = scene.batch();

        for (boolean far : new boolean[] {false, true}) {
            for (int j = 0; j < scene.values.length; j++) {
                scene.values[j] = first.predictedMean(j) + (far ? 10 * first.expectedDeviation(j) : 0);
            }
            DomainInflation inflation = filled(filter, rule, 1.5);
            filter.analyse(scene.forecast, scene.batch(), inflation, Scene.RANDOM, scene.forecast.copy());
            inflation.accept();

            for (int domain = 0; domain < filter.domains(); domain++) {
                boolean local = filter.domains() > 1;
                if (local && Scene.GRID.x(domain) >= 2) {
                    assertThat(inflation.factor(domain)).isEqualTo(1.5 - 0.05 * 0.5);
                } else if (!local || Scene.GRID.x(domain) == 0) {
                    assertThat(inflation.factor(domain) > 1.5).isEqualTo(far);
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
        DomainInflation inflation = filled(filter, AdaptiveInflation.standard(), 3);

        Verdict verdict = filter.analyse(scene.forecast, batch, inflation, Scene.RANDOM, scene.forecast.copy());
        inflation.accept();

        assertThat(verdict).isEqualTo(Verdict.NO_OBSERVATIONS);
        assertThat(factors(inflation)).containsOnly(3 - 0.05 * 2);
    }
}
