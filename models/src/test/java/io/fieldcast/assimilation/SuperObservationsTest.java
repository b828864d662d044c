package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.QcCode;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuperObservationsTest {
    private static final List<FilterSpec> FILTERS =
            List.of(new FilterSpec.Etkf(), new FilterSpec.Letkf(2), new FilterSpec.LocalSerial(2));

    private static Ensemble analysed(FilterSpec spec, Ensemble forecast, ObservationBatch batch) {
        Ensemble analysis = forecast.copy();
        assertThat(Scene.analyse(Scene.build(spec), forecast, batch, analysis)).isEqualTo(Verdict.OK);
        return analysis;
    }

    /** Three places, many observations of each: their information simply adds up. */
    @Seeds
    void loseNothingOfObservationsOfOnePlace(Gen gen) {
        Scene scene = new Scene(gen, gen.integer(4, 12), 24);
        for (int j = 3; j < 24; j++) {
            scene.xs[j] = scene.xs[j % 3];
            scene.ys[j] = scene.ys[j % 3];
        }
        ObservationBatch batch = scene.batch();
        SuperObservations merger = new SuperObservations(1e-6, 0);

        ObservationBatch merged = merger.merge(batch);

        assertThat(merged.size()).isEqualTo(3);
        for (FilterSpec spec : FILTERS) {
            Ensemble one = analysed(spec, scene.forecast, batch);
            Ensemble other = analysed(spec, scene.forecast, merged);
            for (int row = 0; row < one.size(); row++) {
                assertThat(other.mean(row)).isCloseTo(one.mean(row), within(1e-10));
                assertThat(other.variance(row)).isCloseTo(one.variance(row), within(1e-10));
            }
        }
    }

    @Seeds
    void leavesObservationsWithoutCompanyAsTheyAre(Gen gen) {
        Scene scene = new Scene(gen, 5, 20);
        ObservationBatch batch = scene.batch();

        ObservationBatch merged = new SuperObservations(1e-9, 3).merge(batch);

        assertThat(merged.size()).isEqualTo(20);
        assertThat(Arrays.copyOf(merged.predicted(), 100)).containsExactly(Arrays.copyOf(batch.predicted(), 100));
        for (int index = 0; index < 20; index++) {
            assertThat(merged.value(index)).isEqualTo(batch.value(index));
            assertThat(merged.errorVariance(index)).isCloseTo(batch.errorVariance(index), within(1e-15));
            assertThat(merged.x(index)).isEqualTo(batch.x(index));
            assertThat(merged.y(index)).isEqualTo(batch.y(index));
        }
    }

    @Test
    void weighByPrecisionAndAddWhatTheCellHides() {
        ObservationBatch batch = new ObservationBatch(2, 4);
        batch.add(1, 1, 0.2, -0.4);
        batch.add(50, 1, 5, 5);
        batch.add(99, 1, 0.3, -0.3);
        batch.add(4, 0.5, 0.8, -0.1);
        System.arraycopy(new double[] {0, 3, 7, 8, 9, 9, 6, 12}, 0, batch.predicted(), 0, 8);
        batch.setCode(2, QcCode.OUTLIER);
        SuperObservations merger = new SuperObservations(1, 0.25);

        ObservationBatch merged = merger.merge(batch);

        assertThat(merged.size()).isEqualTo(2);
        assertThat(merged.value(0)).isCloseTo(3, within(1e-15));
        assertThat(merged.errorVariance(0)).isCloseTo(1.0 / 3 + 0.25, within(1e-15));
        assertThat(merged.x(0)).isCloseTo(0.6, within(1e-15));
        assertThat(merged.y(0)).isCloseTo(-0.2, within(1e-15));
        assertThat(merged.predicted()[0]).isCloseTo(4, within(1e-15));
        assertThat(merged.predicted()[1]).isCloseTo(9, within(1e-15));
        assertThat(merged.errorVariance(1)).isEqualTo(1);
        assertThat(List.of(merger.target(0), merger.target(1), merger.target(2), merger.target(3)))
                .containsExactly(0, 1, -1, 0);
        assertThat(batch.code(2)).isEqualTo(QcCode.OUTLIER);
    }

    @Seeds
    void mergesEachCellOnceHoweverManyThereAre(Gen gen) {
        int count = gen.integer(1, 400);
        ObservationBatch batch = new ObservationBatch(2, count);
        double cell = gen.uniform(0.1, 20);
        for (int j = 0; j < count; j++) {
            int index = batch.add(gen.gaussian(), gen.uniform(0.1, 2), gen.uniform(-50, 50), gen.uniform(-50, 50));
            batch.predicted()[2 * index] = gen.gaussian();
            batch.predicted()[2 * index + 1] = gen.gaussian();
        }
        SuperObservations merger = new SuperObservations(cell, 0);
        ObservationBatch merged = merger.merge(batch);
        for (int j = 0; j < count; j++) {
            for (int k = 0; k < j; k++) {
                boolean together = Math.floor(batch.x(j) / cell) == Math.floor(batch.x(k) / cell)
                        && Math.floor(batch.y(j) / cell) == Math.floor(batch.y(k) / cell);
                assertThat(merger.target(j) == merger.target(k)).isEqualTo(together);
            }
        }
        double before = 0;
        double after = 0;
        for (int j = 0; j < count; j++) {
            before += 1 / batch.errorVariance(j);
        }
        for (int j = 0; j < merged.size(); j++) {
            after += 1 / merged.errorVariance(j);
        }
        assertThat(after).isCloseTo(before, within(1e-9 * before));
        double value = merged.value(0);
        assertThat(merger.merge(batch).value(0))
                .as("the second call forgets the first")
                .isEqualTo(value);
    }

    @Test
    void weighWhatStaticMembersExpectLikewise() {
        Ensemble statics = Ensemble.ofState(1, 3);
        ObservationBatch batch = new ObservationBatch(2, 2, statics);
        batch.add(1, 1, 0, 0);
        batch.add(4, 0.5, 0, 0);
        System.arraycopy(new double[] {0, 3, 6, 3, 3, 3}, 0, batch.predictedStatics(), 0, 6);

        ObservationBatch merged = new SuperObservations(1, 0).merge(batch);

        assertThat(merged.statics()).containsSame(statics);
        assertThat(merged.predictedStatics()[0]).isCloseTo(2, within(1e-15));
        assertThat(merged.predictedStatics()[2]).isCloseTo(4, within(1e-15));
    }

    @Test
    void hasNothingToMergeInAnEmptyBatch() {
        ObservationBatch empty = new ObservationBatch(2, 1);

        assertThat(new SuperObservations(1, 0).merge(empty).size()).isZero();
    }
}
