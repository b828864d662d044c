package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InnovationRanksTest {
    private static final int MEMBERS = 20;
    private static final int OBSERVATIONS = 20_000;

    /** Members and truth from one distribution of variance 1, the observation with error variance 0.5; members scaled. */
    private static SortedMap<String, Double> numbers(double scale) {
        RandomStreams.Stream stream = new RandomStreams(5, "ranks").stream(0, Purpose.INITIAL_STATE);
        double[] draws = new double[MEMBERS + 2];
        ObservationBatch batch = new ObservationBatch(MEMBERS, OBSERVATIONS);
        for (int i = 0; i < OBSERVATIONS; i++) {
            stream.fillGaussian((long) i * draws.length, draws, 0, draws.length);
            int index = batch.add(draws[0] + Math.sqrt(0.5) * draws[1], 0.5, 0, 0);
            for (int m = 0; m < MEMBERS; m++) {
                batch.predicted()[batch.offset(index) + m] = scale * draws[m + 2];
            }
        }
        SortedMap<String, Double> numbers = new TreeMap<>();
        InnovationRanks.add(batch, numbers);
        return numbers;
    }

    private static double rank(SortedMap<String, Double> numbers, int rank) {
        return Objects.requireNonNull(numbers.get("rank." + rank));
    }

    @Test
    void areFlatForAnEnsembleThatIsRight() {
        SortedMap<String, Double> numbers = numbers(1);
        for (int i = 0; i < InnovationRanks.CLASSES; i++) {
            assertThat(rank(numbers, i)).isCloseTo(OBSERVATIONS / 10.0, within(0.05 * OBSERVATIONS / 10.0));
        }
        assertThat(numbers.get("spread.skill")).isCloseTo(1, within(0.01));
    }

    @Test
    void pileUpOutsideAnEnsembleThatIsTooSure() {
        SortedMap<String, Double> numbers = numbers(0.3);

        assertThat(rank(numbers, 0)).isGreaterThan(1.5 * rank(numbers, 4));
        assertThat(rank(numbers, 9)).isGreaterThan(1.5 * rank(numbers, 5));
        assertThat(numbers.get("spread.skill")).isLessThan(0.75);
    }

    @Test
    void countEveryUsedObservationOnce() {
        SortedMap<String, Double> numbers = numbers(2);

        double sum = 0;
        for (int i = 0; i < InnovationRanks.CLASSES; i++) {
            sum += rank(numbers, i);
        }
        assertThat(sum).isCloseTo(OBSERVATIONS, within(1e-6));
    }
}
