package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.QcCode;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;

/**
 * Learns by how much the error variance of each sensor differs from what is stated: {@code E[d_oa d_ob] = R}, the mean product of what
 * the analysis and what the forecast left unexplained. The errors learned include representativeness: what the sensor sees and the
 * model cannot. Slowly, over many reports, and within bounds, since a filter that distrusts its observations sees less and less of
 * what would tell it so. Immutable; the memory belongs to the caller, who keeps it from cycle to cycle.
 *
 * <p>The relation holds where the gain is the best one for the stated errors; a factor that is applied in the next cycle makes the gain
 * better, and its right value is the one that it then stays at.
 *
 * @param sensors how many sensors there are, at least 1
 * @param reports over how many reports of a sensor its factor is averaged, at least 1
 * @param least lower bound of a factor, above 0 and at most 1
 * @param most upper bound of a factor, at least 1
 * @see <a href="https://doi.org/10.1256/qj.05.108">Desroziers, Berre, Chapnik and Poli (2005)</a>
 */
public record ErrorVarianceLearning(int sensors, double reports, double least, double most) {
    /** Numbers remembered of each sensor. */
    public static final int COLUMNS = 1;

    /** One product counts up to so many times the variance that is stated, as much as an innovation of four deviations. */
    private static final double MOST_PRODUCT = 16;

    public ErrorVarianceLearning {
        Check.that(sensors >= 1, "sensors must be at least 1, got %d", sensors);
        Check.that(reports >= 1, "reports must be at least 1, got %s", reports);
        Check.that(least > 0 && least <= 1, "least factor must be above 0 and at most 1, got %s", least);
        Check.that(most >= 1 && Double.isFinite(most), "most factor must be finite and at least 1, got %s", most);
    }

    /** Over 500 reports; a quarter to sixteen times the stated variance. */
    public static ErrorVarianceLearning standard(int sensors) {
        return new ErrorVarianceLearning(sensors, 500, 0.25, 16);
    }

    /** Memory in which every factor is 1: sensors × {@link #COLUMNS}. */
    public double[] newMemory() {
        double[] memory = new double[sensors * COLUMNS];
        Arrays.fill(memory, 1);
        return memory;
    }

    /** What the stated error variance of a sensor is to be multiplied by, before its observation is added to a batch. */
    public double factor(double[] memory, int sensor) {
        return memory[sensor * COLUMNS];
    }

    /**
     * Learns from an analysis, for the next cycle. Only from observations of known sensors that were assimilated as they came: one whose
     * bias was taken off or whose error variance was raised tells of that.
     *
     * @param observations as the analysis saw them, with what the forecast expected; left as they were
     * @param analysedMeans what the analysis' mean expects of each observation of the batch, at least as long as it; left as they were
     * @param memory sensors × {@link #COLUMNS}; receives what was learned
     */
    public void learn(ObservationBatch observations, double[] analysedMeans, double[] memory) {
        Check.length("memory", memory, sensors * COLUMNS);
        Check.atLeast("analysedMeans", analysedMeans, observations.size());
        for (int index = 0; index < observations.size(); index++) {
            int sensor = observations.sensor(index);
            Check.that(sensor < sensors, "sensor of observation %d must be below %d, got %d", index, sensors, sensor);
            double variance = observations.errorVariance(index);
            if (sensor < 0
                    || observations.code(index) != QcCode.ASSIMILATED
                    || variance != observations.statedVariance(index)) {
                continue;
            }
            double unexplained = observations.value(index) - analysedMeans[index];
            double ratio = unexplained * observations.innovation(index) / variance;
            if (!Double.isNaN(ratio)) {
                double factor = memory[sensor * COLUMNS];
                double clipped = Math.max(-MOST_PRODUCT, Math.min(MOST_PRODUCT, ratio));
                double next = factor * (1 + (clipped - 1) / reports);
                memory[sensor * COLUMNS] = Math.max(least, Math.min(most, next));
            }
        }
    }
}
