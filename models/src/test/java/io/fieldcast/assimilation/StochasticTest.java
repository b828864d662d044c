package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import org.junit.jupiter.api.Test;

class StochasticTest implements FilterContract, PriorInflationContract {
    private static final FilterSpec GLOBAL = new FilterSpec.Stochastic(Double.POSITIVE_INFINITY);

    @Override
    public FilterSpec spec(double halfSupport) {
        return new FilterSpec.Stochastic(halfSupport);
    }

    @Override
    public boolean membersIgnoreOrder() {
        return true;
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    private static Ensemble analysed(Scene scene, ObservationBatch batch, long cycle) {
        Filter filter = Scene.build(GLOBAL);
        Ensemble analysis = scene.forecast.copy();
        RandomStreams.Stream random = new RandomStreams(3, "perturbed").stream(cycle, Purpose.ANALYSIS);
        Verdict verdict = filter.analyse(scene.forecast, batch, DomainInflation.none(1), random, analysis);
        assertThat(verdict).isEqualTo(Verdict.OK);
        return analysis;
    }

    @Seeds
    void hasTheMeanOfTheLetkfInEveryDraw(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 80));
        Ensemble analysis = FilterContract.analysed(spec(2), scene.forecast, scene.batch());
        Ensemble transform = FilterContract.analysed(new FilterSpec.Letkf(2), scene.forecast, scene.batch());

        for (int row = 0; row < analysis.size(); row++) {
            assertThat(analysis.mean(row)).isCloseTo(transform.mean(row), within(1e-10));
        }
    }

    /** Fewer and more observations than members; each variance of 4000 draws is known to a standard error of well below 1 %. */
    @Test
    void hasTheVarianceOfTheEtkfOnAverageOverDraws() {
        for (int observations : new int[] {3, 30}) {
            Scene scene = new Scene(new Gen(4), 10, observations);
            Ensemble exact = FilterContract.analysed(new FilterSpec.Etkf(), scene.forecast, scene.batch());
            double[] variances = new double[exact.size()];
            int draws = 4000;
            for (int draw = 0; draw < draws; draw++) {
                Ensemble analysis = analysed(scene, scene.batch(), draw);
                for (int row = 0; row < exact.size(); row++) {
                    variances[row] += analysis.variance(row) / draws;
                }
            }
            for (int row = 0; row < exact.size(); row++) {
                assertThat(variances[row] / exact.variance(row)).isCloseTo(1, within(0.04));
            }
        }
    }

    /** An observation without weight would otherwise shift the numbers of those behind it. */
    @Seeds
    void perturbsAnObservationTheSameWhateverOthersThereAre(Gen gen) {
        Scene scene = new Scene(gen, 8, 3);
        scene.errorVariances[0] = 1e30;
        Ensemble all = analysed(scene, scene.batch(), 1);
        Ensemble without = analysed(scene, scene.batch(scene.forecast, new int[] {1, 2}), 1);

        assertThat(FilterContract.largestDifference(all, without)).isLessThan(1e-9);
        assertThat(FilterContract.largestDifference(all, analysed(scene, scene.batch(), 2)))
                .isGreaterThan(1e-3);
    }

    /** Were their perturbations equal too, two would act like one with a perturbation that is too large. */
    @Test
    void perturbsEqualObservationsIndependently() {
        Scene scene = new Scene(new Gen(6), 10, 40);
        for (int j = 0; j < 40; j++) {
            scene.xs[j] = scene.xs[0];
            scene.ys[j] = scene.ys[0];
            scene.values[j] = scene.values[0];
            scene.errorVariances[j] = 40;
        }
        double variance = 0;
        int draws = 2000;
        for (int draw = 0; draw < draws; draw++) {
            Ensemble analysis = analysed(scene, scene.batch(), draw);
            variance += scene.batch(analysis, new int[] {0}).predictedVariance(0) / draws;
        }
        double before = scene.batch().predictedVariance(0);

        assertThat(variance / (before / (before + 1))).isCloseTo(1, within(0.04));
    }
}
