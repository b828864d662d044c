package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.QcCode;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.observation.RowPlaces;
import io.fieldcast.verification.twin.Ring;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErrorVarianceLearningTest {
    private static final Ring RING = new Ring(40);
    private static final int MEMBERS = 20;

    /** Mean factor of each sensor over the second half of a twin experiment in which every stated variance is 1. */
    private static double[] learned(double[] trueVariances, int cycles, long seed) {
        int size = RING.size();
        RandomStreams streams = new RandomStreams(seed, "variances");
        Propagator dynamics = new RungeKutta4(new Lorenz96(size, 8), 0.05, 1);
        double[] xs = new double[size];
        Arrays.setAll(xs, i -> i);
        ObservationOperator operator = ObservationOperator.interpolating(RING, 0, xs, new double[size]);
        Ensemble truth = Ensemble.ofState(size, 2);
        Ensemble ensemble = Ensemble.ofState(size, MEMBERS);
        double[] scratch = new double[dynamics.scratchSize(MEMBERS)];
        RandomStreams.Stream start = streams.stream(0, Purpose.INITIAL_STATE);
        for (int at = 0; at < 2 * size; at++) {
            truth.values()[at] = start.gaussian(at / 2);
        }
        for (int i = 0; i < 500; i++) {
            dynamics.advance(truth, 1, scratch);
        }
        for (int at = 0; at < size * MEMBERS; at++) {
            ensemble.values()[at] = truth.values()[2 * (at / MEMBERS)] + start.gaussian(100 + at);
        }
        RowPlaces places = RowPlaces.of(RING, ensemble.blocks(), Set.of(Propagator.STATE));
        Analysis analysis = new Analysis(
                new FilterSpec.LocalSerial(6 * 1.82).build(places, RING.distance()),
                new Inflation.Multiplicative(1.04),
                SpreadFloor.none(),
                true,
                ensemble);
        ErrorVarianceLearning learning = ErrorVarianceLearning.standard(size);
        double[] memory = learning.newMemory();
        double[] means = new double[size];
        double[] sums = new double[size];
        ObservationBatch batch = new ObservationBatch(MEMBERS, size);
        for (int cycle = 1; cycle <= cycles; cycle++) {
            dynamics.advance(truth, 1, scratch);
            dynamics.advance(ensemble, 1, scratch);
            RandomStreams.Stream noise = streams.stream(cycle, Purpose.MEASUREMENT);
            batch.clear();
            for (int place = 0; place < size; place++) {
                double value = truth.values()[2 * place] + Math.sqrt(trueVariances[place]) * noise.gaussian(place);
                int index = batch.add(operator, place, ensemble, value, learning.factor(memory, place));
                batch.setSensor(index, place, value);
            }
            Verdict verdict = analysis.correct(
                    ensemble, batch, DomainInflation.none(size), streams.stream(cycle, Purpose.ANALYSIS));
            assertThat(verdict).isEqualTo(Verdict.OK);
            Arrays.setAll(means, ensemble::mean);
            learning.learn(batch, means, memory);
            for (int place = 0; place < size && 2 * cycle > cycles; place++) {
                sums[place] += memory[place] / (cycles - cycles / 2);
            }
        }
        return sums;
    }

    @Test
    void findsTheTwoSensorsThatAreWorseThanStated() {
        double[] variances = new double[RING.size()];
        Arrays.fill(variances, 1);
        variances[7] = 4;
        variances[22] = 9;

        double[] factors = learned(variances, 3000, 1);

        for (int sensor = 0; sensor < factors.length; sensor++) {
            assertThat(factors[sensor])
                    .as("sensor %d", sensor)
                    .isCloseTo(variances[sensor], within(0.25 * variances[sensor]));
        }
        assertThat(Arrays.stream(factors).sorted().skip(20).findFirst().orElseThrow())
                .isBetween(0.9, 1.1);
    }

    @Test
    void findsThatEverySensorIsWorseOrBetterThanStated() {
        for (double variance : new double[] {0.5, 2.25}) {
            double[] variances = new double[RING.size()];
            Arrays.fill(variances, variance);

            double mean = Arrays.stream(learned(variances, 2000, 2)).average().orElseThrow();

            assertThat(mean).isBetween(0.85 * variance, 1.15 * variance);
        }
    }

    @Test
    void staysWithinItsBoundsWhateverComes() {
        ErrorVarianceLearning learning = new ErrorVarianceLearning(2, 10, 0.5, 3);
        double[] memory = learning.newMemory();
        ObservationBatch batch = new ObservationBatch(2, 2);
        for (double value : new double[] {1e200, Double.NaN, Double.POSITIVE_INFINITY, 5}) {
            for (int i = 0; i < 100; i++) {
                batch.clear();
                for (int sensor = 0; sensor < 2; sensor++) {
                    batch.setSensor(batch.add(value, 1, 0, 0), sensor, value);
                    batch.predicted()[2 * sensor] = -1;
                    batch.predicted()[2 * sensor + 1] = 1;
                }
                learning.learn(batch, new double[] {0, value}, memory);
                assertThat(memory[0]).isBetween(0.5, 3.0);
                assertThat(memory[1]).isBetween(0.5, 3.0);
            }
        }
        assertThat(memory[0]).isEqualTo(3);
        assertThat(memory[1]).isEqualTo(0.5);
    }

    @Test
    void learnsOnlyFromWhatWasAssimilatedAsItCame() {
        ErrorVarianceLearning learning = ErrorVarianceLearning.standard(4);
        double[] memory = learning.newMemory();
        ObservationBatch batch = new ObservationBatch(2, 5);
        for (int index = 0; index < 5; index++) {
            batch.add(3, 1, 0, 0);
            batch.predicted()[2 * index] = 1;
        }
        for (int sensor = 0; sensor < 4; sensor++) {
            batch.setSensor(sensor, sensor, 3);
        }
        batch.setCode(1, QcCode.DRIFT);
        batch.setCode(2, QcCode.OUTLIER);
        batch.setErrorVariance(3, 5);

        learning.learn(batch, new double[] {1, 1, 1, 1, 1}, memory);

        assertThat(memory[0]).isCloseTo(1 + (2 * 2.5 - 1) / 500, within(1e-15));
        assertThat(Arrays.copyOfRange(memory, 1, 4)).containsOnly(1);
    }
}
