package io.fieldcast.assimilation;

import io.fieldcast.domain.QcCode;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;

/**
 * Finds sensors that hang: those that repeat one report for longer than chance explains. Each repetition is evidence of
 * {@code −ln p}, p being how often a healthy sensor repeats itself under the same circumstances; from {@code −ln 10⁻⁶} on the
 * sensor is stuck, until it moves again. For sensors of fine resolution that takes three repetitions, the more the coarser they are.
 *
 * <p>What is natural is the largest of three rates: how often the sensor repeated itself in the past, how often sensors of this network
 * that had already repeated themselves did so once more (the median sensor's rate: dry spells are long), and how many of its nearest
 * neighbours repeat themselves right now. So gauges that all show zero in a dry week, or a whole river that stands still, are hardly any
 * evidence. Rates are learned only from repetitions that have ended, since a sensor that hangs ends none. Owns scratch; confined
 * to one thread.
 */
final class StuckCheck {
    /** Columns of a sensor's memory. */
    static final int COLUMNS = 7;

    /** Column of the last value, NaN before the first. */
    static final int LAST = 0;

    private static final int REPETITIONS = 1;
    private static final int EVIDENCE = 2;
    private static final int RATE = 3;
    private static final int LEARNED = 4;
    private static final int CHANCES = 5;
    private static final int CONTINUED = 6;

    /** One false alarm in a million reports: below one in a thousand a day for a report every two minutes. */
    private static final double LIMIT = -Math.log(1e-6);

    /** Two repetitions of the rarest kind stay below the limit, three exceed it. */
    private static final double LEAST_RATE = 0.009;

    private static final double FIRST_RATE = 0.3;
    private static final double FIRST_WEIGHT = 5;
    private static final double REPORTS_REMEMBERED = 500;

    /** A sensor that hung for long and recovered should not teach that hanging is its nature. */
    private static final double MOST_LEARNED_AT_ONCE = 20;

    /** With less than so many chances to go on repeating itself, a sensor's rate of doing so is its usual rate. */
    private static final double FEW_CHANCES = 5;

    private static final int NEIGHBOURS = 8;
    private static final double SHARE_WEIGHT = 2;

    private final Distance distance;
    private final RobustCentre centre;
    private final int[] previous;
    private boolean[] repeated = new boolean[0];
    private final double[] nearest = new double[NEIGHBOURS];
    private final boolean[] nearestRepeated = new boolean[NEIGHBOURS];

    StuckCheck(int sensors, Distance distance) {
        this.distance = distance;
        this.centre = new RobustCentre(sensors);
        this.previous = new int[sensors];
    }

    /** Writes the memory of a sensor that never reported. */
    static void forget(double[] memory, int at) {
        memory[at + LAST] = Double.NaN;
        memory[at + REPETITIONS] = 0;
        memory[at + EVIDENCE] = 0;
        memory[at + RATE] = FIRST_RATE;
        memory[at + LEARNED] = FIRST_WEIGHT;
        memory[at + CHANCES] = 0;
        memory[at + CONTINUED] = 0;
    }

    /**
     * Judges the used observations of known sensors.
     *
     * @param observations those of stuck sensors receive {@link QcCode#STUCK}
     * @param memory of sensor s in {@code memory[s · stride + from..]}; receives what was learned
     */
    void apply(ObservationBatch observations, double[] memory, int stride, int from) {
        markRepeated(observations, memory, stride, from);
        double networkRate = networkRate(memory, stride, from);
        for (int index = 0; index < observations.size(); index++) {
            if (!observations.isUsed(index) || observations.sensor(index) < 0) {
                continue;
            }
            int at = observations.sensor(index) * stride + from;
            if (!repeated[index]) {
                learn(memory, at);
                memory[at + LAST] = observations.report(index);
                memory[at + REPETITIONS] = 0;
                memory[at + EVIDENCE] = 0;
                continue;
            }
            double rate = Math.max(LEAST_RATE, Math.max(networkRate, memory[at + RATE]));
            double natural = Math.max(rate, shareOfNeighbours(observations, index, rate));
            memory[at + REPETITIONS]++;
            memory[at + EVIDENCE] -= Math.log(natural);
            if (memory[at + EVIDENCE] >= LIMIT) {
                observations.setCode(index, QcCode.STUCK);
            }
        }
    }

    /** The median sensor's rate of repeating itself once it has begun to. */
    private double networkRate(double[] memory, int stride, int from) {
        centre.clear();
        for (int at = from; at < memory.length; at += stride) {
            if (!Double.isNaN(memory[at + LAST])) {
                double continued = memory[at + CONTINUED] + FEW_CHANCES * memory[at + RATE];
                centre.add(continued / (memory[at + CHANCES] + FEW_CHANCES));
            }
        }
        return centre.isEmpty() ? FIRST_RATE : centre.median();
    }

    private void markRepeated(ObservationBatch observations, double[] memory, int stride, int from) {
        if (repeated.length < observations.size()) {
            repeated = new boolean[observations.size()];
        }
        Arrays.fill(previous, -1);
        for (int index = 0; index < observations.size(); index++) {
            int sensor = observations.sensor(index);
            repeated[index] = false;
            if (observations.isUsed(index) && sensor >= 0) {
                double last = previous[sensor] >= 0
                        ? observations.report(previous[sensor])
                        : memory[sensor * stride + from + LAST];
                repeated[index] = observations.report(index) == last;
                previous[sensor] = index;
            }
        }
    }

    /** The sensor moved: so many repetitions were natural to it. */
    private static void learn(double[] memory, int at) {
        if (Double.isNaN(memory[at + LAST])) {
            return;
        }
        double whole = memory[at + REPETITIONS];
        if (whole > 0) {
            double kept = Math.max(0, 1 - whole / REPORTS_REMEMBERED);
            memory[at + CHANCES] = kept * memory[at + CHANCES] + whole;
            memory[at + CONTINUED] = kept * memory[at + CONTINUED] + whole - 1;
        }
        double repetitions = Math.min(MOST_LEARNED_AT_ONCE, whole);
        double reports = repetitions + 1;
        double gain = reports / (memory[at + LEARNED] + reports);
        memory[at + RATE] += gain * (repetitions / reports - memory[at + RATE]);
        memory[at + LEARNED] = Math.min(REPORTS_REMEMBERED, memory[at + LEARNED] + reports);
    }

    /** Share of the nearest other sensors that repeat themselves too; few are not fully believed. */
    private double shareOfNeighbours(ObservationBatch observations, int index, double rate) {
        int count = 0;
        for (int other = 0; other < observations.size(); other++) {
            int sensor = observations.sensor(other);
            if (sensor < 0 || sensor == observations.sensor(index)) {
                continue;
            }
            double away = distance.between(
                    observations.x(index), observations.y(index), observations.x(other), observations.y(other));
            if (count == NEIGHBOURS && !(away < nearest[count - 1])) {
                continue;
            }
            int place = count < NEIGHBOURS ? count++ : count - 1;
            while (place > 0 && nearest[place - 1] > away) {
                nearest[place] = nearest[place - 1];
                nearestRepeated[place] = nearestRepeated[place - 1];
                place--;
            }
            nearest[place] = away;
            nearestRepeated[place] = repeated[other];
        }
        int sum = 0;
        for (int k = 0; k < count; k++) {
            sum += nearestRepeated[k] ? 1 : 0;
        }
        return (sum + SHARE_WEIGHT * rate) / (count + SHARE_WEIGHT);
    }
}
