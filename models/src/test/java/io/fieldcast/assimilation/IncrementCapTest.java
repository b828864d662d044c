package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Ensemble;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import org.junit.jupiter.api.Test;

class IncrementCapTest {
    @Seeds
    void boundsTheMeansIncrementAndLeavesAnomaliesAndOtherRows(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 12), gen.integer(1, 20));
        double most = gen.uniform(0.1, 3);
        Ensemble free = FilterContract.analysed(new FilterSpec.LocalSerial(2), scene.forecast, scene.batch());
        Ensemble capped = free.copy();

        int count = new IncrementCap(most).apply(scene.forecast, capped);

        int beyond = 0;
        for (int row = 0; row < free.size(); row++) {
            double deviation = Math.sqrt(scene.forecast.variance(row));
            double wanted = free.mean(row) - scene.forecast.mean(row);
            double taken = capped.mean(row) - scene.forecast.mean(row);
            if (Math.abs(wanted) > most * deviation) {
                beyond++;
                assertThat(taken).isCloseTo(Math.copySign(most * deviation, wanted), within(1e-10));
                assertThat(capped.variance(row)).isCloseTo(free.variance(row), within(1e-10));
            } else {
                assertThat(Rows.differ(free, capped, row)).isFalse();
            }
        }
        assertThat(count).isEqualTo(beyond);
    }

    /** Observations 10⁶ standard deviations away: without a cap members follow them, with it they stay near. */
    @Seeds
    void holdsAnAnalysisThatAWildObservationWouldThrowAway(Gen gen) {
        Scene scene = new Scene(gen, 10, 5);
        scene.values[2] = 1e6;
        Ensemble ensemble = scene.forecast.copy();
        Filter filter = Scene.build(new FilterSpec.LocalSerial(2));
        Analysis analysis =
                new Analysis(filter, new Inflation.None(), SpreadFloor.none(), false, ensemble, new IncrementCap(10));

        Verdict verdict = analysis.correct(ensemble, scene.batch(), DomainInflation.none(Scene.CELLS), Scene.RANDOM);

        assertThat(verdict).isEqualTo(Verdict.OK);
        assertThat(analysis.cappedRows()).isPositive();
        for (int row = 0; row < ensemble.size(); row++) {
            double deviation = Math.sqrt(scene.forecast.variance(row));
            assertThat(Math.abs(ensemble.mean(row) - scene.forecast.mean(row))).isLessThan(10.001 * deviation);
        }
        scene.values[2] = scene.batch().predictedMean(2);
        analysis.correct(scene.forecast.copy(), scene.batch(), DomainInflation.none(Scene.CELLS), Scene.RANDOM);
        scene.values[2] = Double.NaN;
        analysis.correct(scene.forecast.copy(), scene.batch(), DomainInflation.none(Scene.CELLS), Scene.RANDOM);
        assertThat(analysis.cappedRows()).isZero();
    }

    @Seeds
    void changesNothingByDefault(Gen gen) {
        Scene scene = new Scene(gen, 6, 5);
        Ensemble free = FilterContract.analysed(new FilterSpec.LocalSerial(2), scene.forecast, scene.batch());
        Ensemble capped = free.copy();

        assertThat(IncrementCap.NONE.apply(scene.forecast, capped)).isZero();

        assertThat(capped.values()).containsExactly(free.values());
    }

    @Test
    void refusesABoundThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IncrementCap(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new IncrementCap(Double.NaN));
    }
}
