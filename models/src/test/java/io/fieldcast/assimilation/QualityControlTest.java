package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fieldcast.assimilation.SensorNetwork.Fault;
import io.fieldcast.domain.QcCode;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityControlTest {
    private static final int SENSORS = 20;
    private static final int FAULTY = 7;
    private static final int WARM_UP = 200;
    private static final Fault HEALTHY = (cycle, sensor, value) -> value;

    private final QualityControl control = control(SENSORS);
    private final double[] memory = control.newMemory();

    private static QualityControl control(int sensors) {
        return new QualityControl(sensors, Distance.PLANAR, QualityControl.STANDARD_RATE, BackgroundCheck.standard());
    }

    /** Runs until the faulty sensor receives {@code code}; how many of its reports from cycle {@code start} on that took. */
    private int reportsUntil(QcCode code, SensorNetwork network, int start, Fault fault) {
        while (network.cycle() < start + 1000) {
            ObservationBatch batch = network.next((cycle, sensor, value) ->
                    sensor == FAULTY && cycle > start ? fault.report(cycle - start, sensor, value) : value);
            control.apply(batch, memory);
            if (network.cycle() > start && batch.code(FAULTY) == code) {
                return network.cycle() - start;
            }
        }
        return Integer.MAX_VALUE;
    }

    /** Row R13 of the reliability table. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsAStuckSensorWithinTwentyReports(long seed) {
        Fault stuck = (cycle, sensor, value) -> 1.25;

        assertThat(reportsUntil(QcCode.STUCK, new SensorNetwork(SENSORS, seed), WARM_UP, stuck))
                .as("three repetitions suffice where nobody else ever repeats itself")
                .isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsASensorThatIsStuckFromTheFirstReportOn(long seed) {
        Fault stuck = (cycle, sensor, value) -> 1.25;

        assertThat(reportsUntil(QcCode.STUCK, new SensorNetwork(SENSORS, seed), 0, stuck))
                .isLessThanOrEqualTo(20);
    }

    /** Row R13 of the reliability table. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsADriftingSensorWithinSixtyReports(long seed) {
        Fault drifting = (cycle, sensor, value) -> value + 0.05 * cycle;

        assertThat(reportsUntil(QcCode.DRIFT, new SensorNetwork(SENSORS, seed), WARM_UP, drifting))
                .isLessThanOrEqualTo(60);
    }

    /** Row R13 of the reliability table. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsABiasedSensorWithinAHundredReports(long seed) {
        Fault biased = (cycle, sensor, value) -> value - 1.2;

        assertThat(reportsUntil(QcCode.DRIFT, new SensorNetwork(SENSORS, seed), WARM_UP, biased))
                .isLessThanOrEqualTo(100);
    }

    /** Row R13 of the reliability table. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void turnsASpikeAwayAtOnce(long seed) {
        Fault spiking = (cycle, sensor, value) -> value + (cycle == 1 ? 10 : 0);

        assertThat(reportsUntil(QcCode.OUTLIER, new SensorNetwork(SENSORS, seed), WARM_UP, spiking))
                .isEqualTo(1);
    }

    /** Row R13 of the reliability table, for a report an hour: a sensor-day is bad if any of its 24 reports is blamed on the sensor. */
    @Test
    void blamesHealthySensorsOnLessThanAThousandthOfTheirDays() {
        int days = 200;
        int badDays = 0;
        int rejected = 0;
        for (long seed = 1; seed <= 5; seed++) {
            SensorNetwork network = new SensorNetwork(SENSORS, seed);
            double[] fresh = control.newMemory();
            for (int day = 0; day < days; day++) {
                boolean[] bad = new boolean[SENSORS];
                for (int hour = 0; hour < 24; hour++) {
                    ObservationBatch batch = network.next(HEALTHY);
                    control.apply(batch, fresh);
                    for (int sensor = 0; sensor < SENSORS; sensor++) {
                        QcCode code = batch.code(sensor);
                        bad[sensor] |= code == QcCode.STUCK || code == QcCode.DRIFT;
                        rejected += batch.isUsed(sensor) ? 0 : 1;
                    }
                }
                for (boolean one : bad) {
                    badDays += one ? 1 : 0;
                }
            }
        }
        double sensorDays = 5.0 * days * SENSORS;
        assertThat(badDays / sensorDays).isLessThanOrEqualTo(1e-3);
        assertThat(rejected / (24 * sensorDays)).isLessThan(5e-4);
    }

    private double shareOf(QcCode code, SensorNetwork network, int cycles, Fault fault, IntPredicate sensors) {
        double[] fresh = control.newMemory();
        int found = 0;
        int reports = 0;
        for (int i = 0; i < cycles; i++) {
            ObservationBatch batch = network.next(fault);
            control.apply(batch, fresh);
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                if (sensors.test(sensor)) {
                    found += batch.code(sensor) == code ? 1 : 0;
                    reports++;
                }
            }
        }
        return (double) found / reports;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 6, 12})
    void takesNoCoarseNetworkForStuck(double resolution) {
        Fault coarse = (cycle, sensor, value) -> resolution * Math.rint(value / resolution);

        assertThat(shareOf(QcCode.STUCK, new SensorNetwork(SENSORS, 1), 3000, coarse, sensor -> true))
                .isLessThan(2e-4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 6})
    void takesNoCoarseSensorAmongFineOnesForStuck(double resolution) {
        Fault coarse = (cycle, sensor, value) -> sensor == FAULTY ? resolution * Math.rint(value / resolution) : value;

        assertThat(shareOf(QcCode.STUCK, new SensorNetwork(SENSORS, 1), 5000, coarse, sensor -> sensor == FAULTY))
                .isLessThan(2e-3);
    }

    /** Rain covers half of the line and wanders along it: each gauge is dry for 120 reports while others are not. */
    @Test
    void takesNoDrySpellForStuckOnceItHasSeenSome() {
        SensorNetwork network = new SensorNetwork(SENSORS, 1);
        Fault dry = (cycle, sensor, value) -> (sensor + cycle / 12) % SENSORS < SENSORS / 2 ? 0 : Math.max(0, value);
        int found = 0;
        for (int i = 0; i < 3000; i++) {
            ObservationBatch batch = network.next(dry);
            control.apply(batch, memory);
            for (int sensor = 0; sensor < SENSORS && i >= 500; sensor++) {
                found += batch.code(sensor) == QcCode.STUCK ? 1 : 0;
            }
        }

        assertThat(found).isLessThan(2500 * SENSORS / 1000);
    }

    @Test
    void stillFindsTheStuckSensorOfACoarseNetwork() {
        Fault stuck = (cycle, sensor, value) -> sensor == FAULTY && cycle > 300 ? 2 : 2 * Math.rint(value / 2);

        assertThat(shareOf(QcCode.STUCK, new SensorNetwork(SENSORS, 1), 1300, stuck, sensor -> sensor == FAULTY))
                .isGreaterThan(970.0 / 1300)
                .isLessThanOrEqualTo(1000.0 / 1300);
    }

    @Test
    void believesAStuckSensorAgainWhenItMoves() {
        SensorNetwork network = new SensorNetwork(SENSORS, 3);
        Fault recovering = (cycle, sensor, value) -> sensor == FAULTY && cycle > 100 && cycle <= 150 ? 0.5 : value;
        for (int i = 0; i < 150; i++) {
            control.apply(network.next(recovering), memory);
        }
        ObservationBatch batch = network.next(recovering);
        control.apply(batch, memory);

        assertThat(batch.code(FAULTY)).isEqualTo(QcCode.ASSIMILATED);
    }

    @Test
    void takesTheBiasOffAndTrustsTheRestLess() {
        SensorNetwork network = new SensorNetwork(SENSORS, 4);
        Fault biased = (cycle, sensor, value) -> sensor == FAULTY ? value + 2 : value;
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            ObservationBatch batch = network.next(biased);
            control.apply(batch, memory);
            if (i >= 200) {
                assertThat(batch.code(FAULTY)).isIn(QcCode.DRIFT, QcCode.OUTLIER);
                assertThat(batch.errorVariance(FAULTY)).isEqualTo(1.25);
                sum += batch.innovation(FAULTY);
            }
        }

        assertThat(Math.abs(sum / 800)).isLessThan(0.15);
    }

    /** Sensors cannot be blamed for what all of them see. */
    @ParameterizedTest
    @ValueSource(doubles = {-3, 1, 2, 3})
    void doesNotCorrectTheNetworkTowardsABiasedModel(double bias) {
        SensorNetwork network = new SensorNetwork(SENSORS, 5);
        network.setModelBias(bias);

        assertThat(shareOf(QcCode.DRIFT, network, 2000, HEALTHY, sensor -> true))
                .isLessThan(1e-3);
    }

    @Test
    void findsTheBiasedSensorOfABiasedModel() {
        SensorNetwork network = new SensorNetwork(SENSORS, 5);
        network.setModelBias(1.5);
        for (int i = 0; i < 500; i++) {
            ObservationBatch batch = network.next((cycle, sensor, value) -> sensor == FAULTY ? value - 1.5 : value);
            control.apply(batch, memory);
            for (int sensor = 0; sensor < SENSORS && i >= 100; sensor++) {
                assertThat(batch.code(sensor) == QcCode.DRIFT).isEqualTo(sensor == FAULTY);
            }
        }
    }

    @Test
    void losesOnlyTheReportThatIsNotFinite() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e308, -1e308}) {
            SensorNetwork network = new SensorNetwork(SENSORS, 6);
            control.apply(network.next(HEALTHY), memory);
            double[] before = memory.clone();
            ObservationBatch batch = network.next((cycle, sensor, value) -> sensor == FAULTY ? bad : value);
            control.apply(batch, memory);
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                assertThat(batch.isUsed(sensor)).isEqualTo(sensor != FAULTY);
            }
            assertThat(memory).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
            assertThat(memory).isNotEqualTo(before);
        }
    }

    @Test
    void losesOnlyTheObservationWhosePredictionIsNotFinite() {
        ObservationBatch batch = new SensorNetwork(SENSORS, 6).next(HEALTHY);
        batch.predicted()[batch.offset(FAULTY) + 3] = Double.NEGATIVE_INFINITY;

        control.apply(batch, memory);

        assertThat(batch.code(FAULTY)).isEqualTo(QcCode.FORECAST_FAILED);
        assertThat(batch.code(FAULTY + 1)).isEqualTo(QcCode.ASSIMILATED);
    }

    @Test
    void remembersNothingOfUnknownSensorsAndLeavesVerdictsOfOthers() {
        ObservationBatch batch = new ObservationBatch(2, 1);
        for (int i = 0; i < 8; i++) {
            batch.add(i == 3 ? 100 : 1, 2, i, 0);
            batch.predicted()[2 * i + 1] = 1;
        }
        batch.setSensor(7, 7, 1);
        batch.setCode(7, QcCode.NOT_USED);
        double[] before = memory.clone();

        for (int i = 0; i < 30; i++) {
            control.apply(batch, memory);
        }

        assertThat(memory).containsExactly(before);
        assertThat(batch.code(3)).isEqualTo(QcCode.OUTLIER);
        assertThat(batch.code(2)).isEqualTo(QcCode.ASSIMILATED);
        assertThat(batch.code(7)).isEqualTo(QcCode.NOT_USED);
    }

    /** What decides is in the memory alone, so a job that restarts with it goes on as if nothing had been. */
    @Test
    void goesOnFromItsMemory() {
        Fault faults = (cycle, sensor, value) -> sensor == FAULTY ? 3 : sensor == 2 ? value + 3 : value;
        SensorNetwork network = new SensorNetwork(SENSORS, 8);
        for (int i = 0; i < 120; i++) {
            control.apply(network.next(faults), memory);
        }
        double[] copy = memory.clone();
        QualityControl other = control(SENSORS);
        SensorNetwork again = new SensorNetwork(SENSORS, 8);
        for (int i = 0; i < 120; i++) {
            again.next(faults);
        }
        for (int i = 0; i < 20; i++) {
            ObservationBatch one = network.next(faults);
            control.apply(one, memory);
            ObservationBatch two = again.next(faults);
            other.apply(two, copy);
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                assertThat(two.code(sensor)).isEqualTo(one.code(sensor));
                assertThat(two.value(sensor)).isEqualTo(one.value(sensor));
            }
        }
        assertThat(copy).containsExactly(memory);
    }

    @Test
    void judgesSeveralReportsOfOneSensorInTheirOrder() {
        QualityControl single = control(1);
        double[] row = single.newMemory();
        double[] reports = new double[30];
        for (int i = 0; i < reports.length; i++) {
            reports[i] = i < 26 ? 4 : 5;
        }
        ObservationBatch batch = new ObservationBatch(2, 30);
        for (double report : reports) {
            int index = batch.add(0, 1, 0, 0);
            batch.setSensor(index, 0, report);
            batch.predicted()[2 * index] = 1;
        }

        single.apply(batch, row);

        assertThat(batch.code(0)).isEqualTo(QcCode.ASSIMILATED);
        assertThat(batch.code(25)).isEqualTo(QcCode.STUCK);
        assertThat(batch.code(26)).isEqualTo(QcCode.ASSIMILATED);
    }

    @Test
    void refusesMemoryOrSensorsOfAnotherNetwork() {
        ObservationBatch batch = new SensorNetwork(SENSORS + 1, 1).next(HEALTHY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.apply(batch, new double[3]))
                .withMessageContaining("memory has length 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.apply(batch, memory))
                .withMessage("sensor of observation 20 must be below 20, got 20");
    }
}
