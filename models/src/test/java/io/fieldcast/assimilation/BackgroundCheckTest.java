package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.QcCode;
import io.fieldcast.observation.ObservationBatch;
import org.junit.jupiter.api.Test;

class BackgroundCheckTest {
    /** Every observation has predicted members 9 and 11 and error variance 2, so its innovation's deviation is 2. */
    private static ObservationBatch batch(double... values) {
        ObservationBatch batch = new ObservationBatch(2, 1);
        for (double value : values) {
            int index = batch.add(value, 2, 0, 0);
            batch.predicted()[batch.offset(index)] = 9;
            batch.predicted()[batch.offset(index) + 1] = 11;
        }
        return batch;
    }

    @Test
    void turnsAwayWhatTheForecastCannotExplain() {
        ObservationBatch batch = batch(10, 17.9, 18.1, 2.1, 10, 10);

        assertThat(BackgroundCheck.standard().apply(batch)).isEqualTo(1);

        for (int index = 0; index < batch.size(); index++) {
            assertThat(batch.code(index)).isEqualTo(index == 2 ? QcCode.OUTLIER : QcCode.ASSIMILATED);
            assertThat(batch.errorVariance(index)).isEqualTo(2);
        }
    }

    @Test
    void trustsLessInsteadOfTurningAwayWhenMoreThanAFifthFail() {
        ObservationBatch batch = batch(26, 10, -22, 10, 10, 10, 10, 10, 10);

        assertThat(BackgroundCheck.standard().apply(batch)).isEqualTo(2);

        assertThat(batch.isUsed(0)).isTrue();
        assertThat(batch.isUsed(2)).isTrue();
        assertThat(batch.errorVariance(0)).isEqualTo(2 * 2 * 2);
        assertThat(batch.errorVariance(1)).isEqualTo(2);
        assertThat(batch.errorVariance(2)).isEqualTo(2 * 4 * 4);
    }

    @Test
    void leavesWhatWasTurnedAwayBeforeAsItIs() {
        ObservationBatch batch = batch(100, 10, 10);
        batch.setCode(0, QcCode.STUCK);

        assertThat(BackgroundCheck.standard().apply(batch)).isZero();

        assertThat(batch.code(0)).isEqualTo(QcCode.STUCK);
    }
}
