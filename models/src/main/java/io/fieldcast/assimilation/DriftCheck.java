package io.fieldcast.assimilation;

import io.fieldcast.domain.QcCode;
import io.fieldcast.observation.ObservationBatch;

/**
 * Finds sensors whose innovations lean to one side for long, and takes off their bias. The memory of a sensor is an exponentially
 * weighted mean of its innovations in units of what was expected of them, each clipped at 4, as in a control chart.
 *
 * <p>When it is the model that is wrong, many sensors lean. So a sensor's bias is its distance from the network's median, and the limit
 * is four times the standard deviation that such means have, either by theory for innovations without memory or, if larger, as seen
 * over the network: what all sensors share is not theirs. Owns scratch; confined to one thread.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1959.10489860">Roberts (1959), control charts on moving averages</a>
 */
final class DriftCheck {
    /** Columns of a sensor's memory. */
    static final int COLUMNS = 2;

    private static final int LEANING = 0;
    private static final int REPORTS = 1;

    private static final double DEVIATIONS = 4;

    /** Of three sensors nobody can say which is wrong and which is right. */
    private static final int FEWEST_SENSORS = 4;

    /** A bias that was taken off leaves its own error behind, in units of R. */
    private static final double ADDED_ERROR = 0.25;

    private final double rate;
    private final RobustCentre centre;

    /** @param rate weight of the newest innovation, in 0..1 */
    DriftCheck(int sensors, double rate) {
        this.rate = rate;
        this.centre = new RobustCentre(sensors);
    }

    /** Writes the memory of a sensor that never reported. */
    static void forget(double[] memory, int at) {
        memory[at + LEANING] = 0;
        memory[at + REPORTS] = 0;
    }

    /**
     * Corrects the used observations of known sensors.
     *
     * @param observations those of biased sensors lose their bias, get a larger error variance and {@link QcCode#DRIFT}
     * @param memory of sensor s in {@code memory[s · stride + from..]}; receives what was learned
     */
    void apply(ObservationBatch observations, double[] memory, int stride, int from) {
        centre.clear();
        for (int at = from; at < memory.length; at += stride) {
            if (memory[at + REPORTS] > 0) {
                centre.add(memory[at + LEANING]);
            }
        }
        boolean comparable = centre.count() >= FEWEST_SENSORS;
        double common = comparable ? centre.median() : 0;
        double theory = Math.sqrt(rate / (2 - rate));
        double limit = comparable ? DEVIATIONS * Math.max(theory, centre.deviation(common)) : Double.POSITIVE_INFINITY;
        for (int index = 0; index < observations.size(); index++) {
            if (!observations.isUsed(index) || observations.sensor(index) < 0) {
                continue;
            }
            int at = observations.sensor(index) * stride + from;
            double expected = observations.expectedDeviation(index);
            double innovation = observations.innovation(index) / expected;
            double bias = memory[at + LEANING] - common;
            if (Math.abs(bias) > limit) {
                observations.setValue(index, observations.value(index) - bias * expected);
                observations.setErrorVariance(index, (1 + ADDED_ERROR) * observations.errorVariance(index));
                observations.setCode(index, QcCode.DRIFT);
            }
            if (!Double.isNaN(innovation)) {
                double clipped = Math.max(-DEVIATIONS, Math.min(DEVIATIONS, innovation));
                memory[at + LEANING] += rate * (clipped - memory[at + LEANING]);
                memory[at + REPORTS]++;
            }
        }
    }
}
