package io.fieldcast.assimilation;

import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;

/**
 * Sensors on a line that report a moving field once a cycle, beside a forecast whose spread and observation errors are as large as they
 * say: forecast error 0.5, observation error 1. All from one seed.
 */
final class SensorNetwork {
    static final int MEMBERS = 20;
    static final double EXPECTED = Math.sqrt(0.25 + 1);

    /** What a sensor makes of the value it should report. */
    interface Fault {
        double report(int cycle, int sensor, double value);
    }

    private final int sensors;
    private final RandomStreams streams;
    private final double[] field;
    private final double[] reports;
    private final ObservationBatch batch;
    private double modelBias;
    private int cycle;

    SensorNetwork(int sensors, long seed) {
        this.sensors = sensors;
        this.streams = new RandomStreams(seed, "sensors");
        this.field = new double[sensors];
        this.reports = new double[sensors];
        this.batch = new ObservationBatch(MEMBERS, sensors);
    }

    /** From now on every prediction is too low by so much. */
    void setModelBias(double bias) {
        modelBias = bias;
    }

    int cycle() {
        return cycle;
    }

    /** The batch of the next cycle. */
    ObservationBatch next(Fault fault) {
        cycle++;
        RandomStreams.Stream truth = streams.stream(cycle, Purpose.TRUTH);
        RandomStreams.Stream error = streams.stream(cycle, Purpose.MEASUREMENT);
        RandomStreams.Stream spread = streams.stream(cycle, Purpose.PROCESS_NOISE);
        batch.clear();
        for (int sensor = 0; sensor < sensors; sensor++) {
            field[sensor] = 0.9 * field[sensor] + 2 * truth.gaussian(sensor);
            reports[sensor] = fault.report(cycle, sensor, field[sensor] + error.gaussian(sensor));
            int index = batch.add(reports[sensor], 1, sensor, 0);
            batch.setSensor(index, sensor, reports[sensor]);
            double mean = field[sensor] - modelBias + 0.5 * truth.gaussian(sensors + sensor);
            for (int m = 0; m < MEMBERS; m++) {
                batch.predicted()[batch.offset(index) + m] = mean + 0.5 * spread.gaussian((long) sensor * MEMBERS + m);
            }
        }
        return batch;
    }
}
