package io.fieldcast.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fieldcast.domain.QcCode;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObservationBatchTest {
    private static final Grid GRID = new Grid(2, 2, 0, 0, 1);

    @Test
    void keepsEverythingWhenItGrowsAndForgetsItWhenCleared() {
        ObservationBatch batch = new ObservationBatch(2, 1);
        for (int index = 0; index < 9; index++) {
            assertThat(batch.add(index, 1 + index, 10 * index, -index)).isEqualTo(index);
            batch.predicted()[batch.offset(index)] = index - 1;
            batch.predicted()[batch.offset(index) + 1] = index + 2;
        }
        for (int index = 0; index < 9; index++) {
            assertThat(batch.value(index)).isEqualTo(index);
            assertThat(batch.errorVariance(index)).isEqualTo(1 + index);
            assertThat(batch.x(index)).isEqualTo(10 * index);
            assertThat(batch.y(index)).isEqualTo(-index);
            assertThat(batch.innovation(index)).isEqualTo(-0.5);
            assertThat(batch.expectedDeviation(index)).isEqualTo(Math.sqrt(4.5 + 1 + index));
            assertThat(batch.code(index)).isEqualTo(QcCode.ASSIMILATED);
        }

        batch.clear();

        assertThat(batch.size()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.add(1, 0, 0, 0))
                .withMessageContaining("above 0");
    }

    @Test
    void predictsByInterpolationAndFurtherTerms() {
        Ensemble ensemble = Ensemble.of(
                2, List.of(new Block("other", 0, 1), new Block("state", 1, 4), new Block("residual", 5, 1)));
        double[] values = {100, 200, 0, 10, 1, 11, 2, 12, 3, 13, 0.5, -0.5};
        System.arraycopy(values, 0, ensemble.values(), 0, values.length);
        ObservationOperator plain =
                ObservationOperator.interpolating(GRID, 1, new double[] {0.5, 1}, new double[] {0.5, 0});
        ObservationOperator operator = plain.withTerm(1, 5, 2);
        ObservationBatch batch = new ObservationBatch(2, 1);

        batch.add(operator, 0, ensemble, 7, 1);
        batch.add(operator, 1, ensemble, 7, 1);
        batch.add(plain, 1, ensemble, 7, 1);

        assertThat(Arrays.copyOf(batch.predicted(), 6)).containsExactly(1.5, 11.5, 2, 10, 1, 11);
        assertThat(operator.predict(new double[] {100, 0, 1, 2, 3, 0.5}, 1)).isEqualTo(2);
    }

    @Test
    void groupsRowsThatShareAPlace() {
        List<Block> blocks = List.of(new Block("state", 0, 4), new Block("parameters", 4, 2), new Block("lags", 6, 8));

        RowPlaces places = RowPlaces.of(GRID, blocks, Set.of("state", "lags"));

        assertThat(places.size()).isEqualTo(14);
        assertThat(places.domains()).isEqualTo(4);
        assertThat(places.x(3)).isEqualTo(1);
        assertThat(places.y(3)).isEqualTo(1);
        assertThat(places.rows(3)).isEqualTo(3);
        assertThat(List.of(places.row(3, 0), places.row(3, 1), places.row(3, 2)))
                .containsExactly(3, 9, 13);
        assertThat(List.of(places.globalRow(0), places.globalRow(1))).containsExactly(4, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RowPlaces.of(GRID, blocks, Set.of("parameters")))
                .withMessage("block parameters has 2 rows, expected a multiple of 4");
    }
}
