package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.QcCode;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;

/**
 * Judges the observations of a cycle before the analysis, with a memory of each sensor: what is not finite is turned away, then what
 * stuck sensors repeat; the bias of drifting sensors is taken off; what then still is too far from the forecast is turned away by the
 * {@link BackgroundCheck}. That check alone would not do: a few biased sensors pull the forecast after them until it rejects the good ones.
 *
 * <p>Every observation ends with one {@link QcCode}. Observations without a {@linkplain ObservationBatch#setSensor known sensor} meet the
 * stages without memory only. The memory belongs to the caller, who keeps it from cycle to cycle; this object owns but scratch and is confined
 * to one thread.
 */
public final class QualityControl {
    /** Weight of the newest innovation in a sensor's bias: half of it is forgotten after 17 reports. */
    public static final double STANDARD_RATE = 0.04;

    private static final int STUCK = 0;
    private static final int DRIFT = STUCK + StuckCheck.COLUMNS;

    /** Which of the numbers remembered of a sensor is its last value, NaN if it never reported. */
    public static final int LAST_VALUE = STUCK + StuckCheck.LAST;

    /** Numbers remembered of each sensor. */
    public static final int COLUMNS = DRIFT + DriftCheck.COLUMNS;

    private final int sensors;
    private final StuckCheck stuck;
    private final DriftCheck drift;
    private final BackgroundCheck background;

    /**
     * @param sensors how many sensors there are, at least 1
     * @param distance how the places of observations lie to each other
     * @param rate weight of the newest innovation in a sensor's bias, above 0 and at most 1; see {@link #STANDARD_RATE}
     * @param background the last stage
     */
    public QualityControl(int sensors, Distance distance, double rate, BackgroundCheck background) {
        Check.that(sensors >= 1, "sensors must be at least 1, got %d", sensors);
        Check.that(rate > 0 && rate <= 1, "rate must be above 0 and at most 1, got %s", rate);
        this.sensors = sensors;
        this.stuck = new StuckCheck(sensors, distance);
        this.drift = new DriftCheck(sensors, rate);
        this.background = background;
    }

    /** Memory of sensors that never reported: sensors × {@link #COLUMNS}, row-major. */
    public double[] newMemory() {
        double[] memory = new double[sensors * COLUMNS];
        for (int sensor = 0; sensor < sensors; sensor++) {
            StuckCheck.forget(memory, sensor * COLUMNS + STUCK);
            DriftCheck.forget(memory, sensor * COLUMNS + DRIFT);
        }
        return memory;
    }

    /**
     * Judges the used observations of a batch.
     *
     * @param observations each keeps its code or receives a worse one; values and error variances of those with
     *     {@link QcCode#DRIFT} change, and error variances under the lock-out guard
     * @param memory sensors × {@link #COLUMNS}, see {@link #newMemory}; receives what was learned
     * @throws IllegalArgumentException if an observation's sensor is not below the number of sensors
     */
    public void apply(ObservationBatch observations, double[] memory) {
        Check.length("memory", memory, sensors * COLUMNS);
        for (int index = 0; index < observations.size(); index++) {
            int sensor = observations.sensor(index);
            Check.that(sensor < sensors, "sensor of observation %d must be below %d, got %d", index, sensors, sensor);
            if (observations.isUsed(index)) {
                turnAwayUnlessFinite(observations, index);
            }
        }
        stuck.apply(observations, memory, COLUMNS, STUCK);
        drift.apply(observations, memory, COLUMNS, DRIFT);
        background.apply(observations);
    }

    /** One bad number would fail the analysis of all. */
    private static void turnAwayUnlessFinite(ObservationBatch observations, int index) {
        if (!Double.isFinite(observations.predictedVariance(index))) {
            observations.setCode(index, QcCode.FORECAST_FAILED);
        } else if (!Double.isFinite(observations.innovation(index))
                || !Double.isFinite(observations.errorVariance(index))) {
            observations.setCode(index, QcCode.BAD_INCOMING);
        }
    }
}
