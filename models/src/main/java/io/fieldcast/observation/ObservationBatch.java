package io.fieldcast.observation;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.QcCode;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
import java.util.Optional;

/**
 * The observations of one analysis beside what the ensemble expected of each. Predicted observations may come from the
 * observation's own time; the filter only sees their members. Reusable: {@link #clear} keeps the memory. Confined to one thread.
 */
public final class ObservationBatch {
    /** Sensor of an observation of which nobody said whose it is. */
    public static final int UNKNOWN_SENSOR = -1;

    private final int members;
    private int count;
    private double[] values;
    private double[] errorVariances;
    private double[] statedVariances;
    private int[] sensors;
    private double[] reports;
    private double[] xs;
    private double[] ys;
    private double[] predicted;
    private final Optional<Ensemble> statics;
    private double[] predictedStatics;
    private QcCode[] codes;

    /**
     * @param members ensemble members behind each predicted observation
     * @param capacity observations for which memory is set aside; more will fit
     */
    public ObservationBatch(int members, int capacity) {
        this(members, capacity, Optional.empty());
    }

    /**
     * A batch that also holds what static members expect of each observation, for filters with a hybrid covariance.
     *
     * @param statics M members with the rows of the ensembles to be analysed, whose covariance is the static one; their mean does
     *     not matter. Not copied: stays as it is while the batch is in use
     */
    public ObservationBatch(int members, int capacity, Ensemble statics) {
        this(members, capacity, Optional.of(statics));
    }

    private ObservationBatch(int members, int capacity, Optional<Ensemble> statics) {
        Check.that(members >= 2, "a batch needs at least 2 members, got %d", members);
        this.members = members;
        int room = Math.max(1, capacity);
        values = new double[room];
        errorVariances = new double[room];
        statedVariances = new double[room];
        sensors = new int[room];
        reports = new double[room];
        xs = new double[room];
        ys = new double[room];
        predicted = new double[room * members];
        this.statics = statics;
        predictedStatics = new double[room * staticMembers()];
        codes = new QcCode[room];
    }

    /** An empty batch for the same members, static ones included. */
    public ObservationBatch emptyCopy() {
        return new ObservationBatch(members, 1, statics);
    }

    /** Forgets all observations. */
    public void clear() {
        count = 0;
    }

    /**
     * Adds an observation whose members the caller then writes at {@link #offset} of {@link #predicted}, and where there are static
     * ones, those at {@link #staticOffset} of {@link #predictedStatics}.
     *
     * @param value measured value; a value that is not finite makes the analysis fail with a verdict
     * @param errorVariance variance of measurement and representativeness error, above 0
     * @return its index in the batch
     */
    public int add(double value, double errorVariance, double x, double y) {
        Check.that(errorVariance > 0, "error variance of observation %d must be above 0, got %s", count, errorVariance);
        if (count == values.length) {
            grow(2 * count);
        }
        values[count] = value;
        errorVariances[count] = errorVariance;
        statedVariances[count] = errorVariance;
        sensors[count] = UNKNOWN_SENSOR;
        reports[count] = value;
        xs[count] = x;
        ys[count] = y;
        codes[count] = QcCode.ASSIMILATED;
        return count++;
    }

    /** Adds an observation at one of an operator's places, with the members that the operator expects. */
    public int add(ObservationOperator operator, int place, Ensemble ensemble, double value, double errorVariance) {
        Check.that(ensemble.members() == members, "ensemble has %d members, expected %d", ensemble.members(), members);
        int index = add(value, errorVariance, operator.x(place), operator.y(place));
        operator.predict(ensemble, place, predicted, offset(index));
        statics.ifPresent(all -> operator.predict(all, place, predictedStatics, staticOffset(index)));
        return index;
    }

    private void grow(int room) {
        values = Arrays.copyOf(values, room);
        errorVariances = Arrays.copyOf(errorVariances, room);
        statedVariances = Arrays.copyOf(statedVariances, room);
        sensors = Arrays.copyOf(sensors, room);
        reports = Arrays.copyOf(reports, room);
        xs = Arrays.copyOf(xs, room);
        ys = Arrays.copyOf(ys, room);
        predicted = Arrays.copyOf(predicted, room * members);
        predictedStatics = Arrays.copyOf(predictedStatics, room * staticMembers());
        codes = Arrays.copyOf(codes, room);
    }

    /** Number of observations. */
    public int size() {
        return count;
    }

    public int members() {
        return members;
    }

    /**
     * Says whose observation it is. Quality control remembers each sensor, so the reports of one sensor must stand in the batch, and
     * come from batch to batch, in the order of their time.
     *
     * @param sensor index of the sensor in whatever the caller numbers, at least 0
     * @param report what the sensor reported, before any transform: only there does a sensor that hangs repeat itself exactly
     */
    public void setSensor(int index, int sensor, double report) {
        Check.that(sensor >= 0, "sensor of observation %d must be at least 0, got %d", index, sensor);
        sensors[index] = sensor;
        reports[index] = report;
    }

    /** Whose observation it is, or {@link #UNKNOWN_SENSOR}. */
    public int sensor(int index) {
        return sensors[index];
    }

    /** What the sensor reported; the value as added, unless {@link #setSensor} said otherwise. */
    public double report(int index) {
        return reports[index];
    }

    public double value(int index) {
        return values[index];
    }

    /** Replaces the value, such as by one from which quality control took a sensor's bias. */
    public void setValue(int index, double value) {
        values[index] = value;
    }

    public double errorVariance(int index) {
        return errorVariances[index];
    }

    /** The error variance with which the observation was added, whatever became of it since. */
    public double statedVariance(int index) {
        return statedVariances[index];
    }

    /** Replaces the error variance, such as by quality control that trusts an observation less; above 0. */
    public void setErrorVariance(int index, double errorVariance) {
        Check.that(errorVariance > 0, "error variance of observation %d must be above 0, got %s", index, errorVariance);
        errorVariances[index] = errorVariance;
    }

    /** Moves the observation. */
    public void setPlace(int index, double x, double y) {
        xs[index] = x;
        ys[index] = y;
    }

    public double x(int index) {
        return xs[index];
    }

    public double y(int index) {
        return ys[index];
    }

    /** Filters use an observation only while its code is {@link QcCode#ASSIMILATED} or {@link QcCode#DRIFT}. */
    public QcCode code(int index) {
        return codes[index];
    }

    public void setCode(int index, QcCode code) {
        codes[index] = code;
    }

    /** Whether filters use the observation. */
    public boolean isUsed(int index) {
        return codes[index] == QcCode.ASSIMILATED || codes[index] == QcCode.DRIFT;
    }

    /** Predicted observations, members side by side; the array itself, valid until the next {@link #add}. */
    public double[] predicted() {
        return predicted;
    }

    /** Where the members of observation {@code index} start in {@link #predicted}. */
    public int offset(int index) {
        return index * members;
    }

    /** The static members, where there are any; the ensemble itself. */
    public Optional<Ensemble> statics() {
        return statics;
    }

    /** What the static members expect, side by side; the array itself, valid until the next {@link #add}. */
    public double[] predictedStatics() {
        return predictedStatics;
    }

    /** Where the static members of observation {@code index} start in {@link #predictedStatics}. */
    public int staticOffset(int index) {
        return index * staticMembers();
    }

    private int staticMembers() {
        return statics.map(Ensemble::members).orElse(0);
    }

    /** Mean of the predicted members. */
    public double predictedMean(int index) {
        return DenseKernels.sum(predicted, offset(index), members) / members;
    }

    /** Unbiased variance of the predicted members. */
    public double predictedVariance(int index) {
        double mean = predictedMean(index);
        double sum = 0;
        for (int at = offset(index), end = at + members; at < end; at++) {
            double anomaly = predicted[at] - mean;
            sum += anomaly * anomaly;
        }
        return sum / (members - 1);
    }

    /** Observed minus predicted mean. */
    public double innovation(int index) {
        return values[index] - predictedMean(index);
    }

    /** Standard deviation that the innovation should have: √(HPHᵀ + R). */
    public double expectedDeviation(int index) {
        return Math.sqrt(predictedVariance(index) + errorVariances[index]);
    }
}
