package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HybridDenkfTest {
    private static FilterSpec hybrid(double staticShare) {
        return new FilterSpec.Denkf(Double.POSITIVE_INFINITY, Localization.ALL, staticShare);
    }

    /** Static members with correlated rows. */
    private static Ensemble statics(Gen gen, int members) {
        return new Scene(gen, members, 1).forecast;
    }

    private static ObservationBatch batch(Scene scene, Ensemble statics) {
        ObservationOperator operator = ObservationOperator.interpolating(Scene.GRID, 0, scene.xs, scene.ys);
        ObservationBatch batch = new ObservationBatch(scene.forecast.members(), 1, statics);
        for (int j = 0; j < scene.values.length; j++) {
            batch.add(operator, j, scene.forecast, scene.values[j], scene.errorVariances[j]);
        }
        return batch;
    }

    @Seeds
    void isTheDenkfBitForBitWithoutAStaticShare(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 30));
        for (double halfSupport : new double[] {2, Double.POSITIVE_INFINITY}) {
            Ensemble plain = FilterContract.analysed(new FilterSpec.Denkf(halfSupport), scene.forecast, scene.batch());
            Ensemble hybrid = FilterContract.analysed(
                    new FilterSpec.Denkf(halfSupport, Localization.ALL, 0),
                    scene.forecast,
                    batch(scene, statics(gen, 7)));

            assertThat(hybrid.values()).containsExactly(plain.values());
        }
    }

    /** More and fewer observations than columns; all of the covariance static, or part of it. */
    @Seeds
    void hasTheExactGainOfItsCovariance(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), gen.integer(1, 40));
        Ensemble statics = statics(gen, gen.integer(4, 15));
        for (double share : new double[] {gen.uniform(0.1, 0.9), 1}) {
            KalmanFilter exact = exact(scene, statics, share);

            Ensemble analysis = FilterContract.analysed(hybrid(share), scene.forecast, batch(scene, statics));

            for (int row = 0; row < analysis.size(); row++) {
                assertThat(analysis.mean(row)).isCloseTo(exact.mean(row), within(1e-9));
            }
        }
    }

    private static KalmanFilter exact(Scene scene, Ensemble statics, double share) {
        int size = statics.size();
        double[] mean = new double[size];
        double[] covariance = new double[size * size];
        for (int i = 0; i < size; i++) {
            mean[i] = scene.forecast.mean(i);
            for (int j = 0; j < size; j++) {
                covariance[i * size + j] = (1 - share) * EnsembleCovariance.of(scene.forecast, i, j)
                        + share * EnsembleCovariance.of(statics, i, j);
            }
        }
        KalmanFilter exact = new KalmanFilter(mean, covariance);
        ObservationOperator operator = ObservationOperator.interpolating(Scene.GRID, 0, scene.xs, scene.ys);
        for (int place = 0; place < scene.values.length; place++) {
            double[] h = new double[size];
            for (int row = 0; row < size; row++) {
                double[] unit = new double[size];
                unit[row] = 1;
                h[row] = operator.predict(unit, place);
            }
            exact.observe(h, scene.values[place], scene.errorVariances[place]);
        }
        return exact;
    }

    /** With one observation the gain of a row is its mean's increment over the innovation. */
    @Seeds
    void movesAnomaliesByHalfOfTheSameGain(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(3, 12), 1);
        ObservationBatch batch = batch(scene, statics(gen, 6));

        Ensemble analysis = FilterContract.analysed(hybrid(0.4), scene.forecast, batch);

        int members = scene.forecast.members();
        for (int row = 0; row < analysis.size(); row++) {
            double before = scene.forecast.mean(row);
            double after = analysis.mean(row);
            double gain = (after - before) / batch.innovation(0);
            for (int m = 0; m < members; m++) {
                double anomaly = scene.forecast.values()[row * members + m] - before;
                double expected = after + anomaly - 0.5 * gain * (batch.predicted()[m] - batch.predictedMean(0));
                assertThat(analysis.values()[row * members + m]).isCloseTo(expected, within(1e-9));
            }
        }
    }

    /** Truth and members are drawn from one covariance; five members know little of it, the static ones much. */
    @Test
    void beatsTheDenkfWhereMembersAreFewAndTheStaticCovarianceIsRight() {
        double plain = 0;
        double hybrid = 0;
        int seeds = 40;
        for (int seed = 1; seed <= seeds; seed++) {
            Gen gen = new Gen(seed);
            double[] loadings = gen.gaussians(10 * 2 * Scene.CELLS);
            Scene scene = new Scene(gen, 5, 10);
            draw(gen, loadings, scene.forecast);
            Ensemble statics = Ensemble.of(100, Scene.BLOCKS);
            draw(gen, loadings, statics);
            // The least ensemble there is: its first member is the truth.
            Ensemble truth = Ensemble.of(2, Scene.BLOCKS);
            draw(gen, loadings, truth);
            double[] state = new double[truth.size()];
            for (int row = 0; row < state.length; row++) {
                state[row] = truth.values()[2 * row];
            }
            ObservationOperator operator = ObservationOperator.interpolating(Scene.GRID, 0, scene.xs, scene.ys);
            for (int j = 0; j < scene.values.length; j++) {
                scene.values[j] = operator.predict(state, j) + Math.sqrt(scene.errorVariances[j]) * gen.gaussian();
            }
            ObservationBatch batch = batch(scene, statics);
            plain += squaredError(FilterContract.analysed(hybrid(0), scene.forecast, batch), state);
            hybrid += squaredError(FilterContract.analysed(hybrid(0.8), scene.forecast, batch), state);
        }

        assertThat(hybrid).isLessThan(0.6 * plain);
    }

    /** Members with mean 0 and the covariance L Lᵀ of the loadings; parameters are 0. */
    private static void draw(Gen gen, double[] loadings, Ensemble ensemble) {
        int members = ensemble.members();
        double[] factors = gen.gaussians(10 * members);
        for (int row = 0; row < 2 * Scene.CELLS; row++) {
            for (int m = 0; m < members; m++) {
                double value = 0;
                for (int k = 0; k < 10; k++) {
                    value += loadings[10 * row + k] * factors[k * members + m];
                }
                ensemble.values()[row * members + m] = value;
            }
        }
        Arrays.fill(ensemble.values(), 2 * Scene.CELLS * members, ensemble.values().length, 0);
    }

    private static double squaredError(Ensemble analysis, double[] state) {
        double sum = 0;
        for (int row = 0; row < state.length; row++) {
            double error = analysis.mean(row) - state[row];
            sum += error * error;
        }
        return sum;
    }

    @Seeds
    void refusesBatchesWithoutStaticMembersOrOfAnotherSize(Gen gen) {
        Scene scene = new Scene(gen, 5, 2);
        Filter filter = Scene.build(hybrid(0.5));
        Ensemble other = Ensemble.ofState(Scene.CELLS, 4);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scene.analyse(filter, scene.forecast, scene.batch(), scene.forecast.copy()))
                .withMessageContaining("static members");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scene.analyse(filter, scene.forecast, batch(scene, other), scene.forecast.copy()))
                .withMessageContaining("24 rows, expected 50");
    }
}
