package io.fieldcast.forecasting;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.verification.StandardNormal;
import java.util.Arrays;
import java.util.SortedMap;

/**
 * How the observations of one cycle lie among the members, and whether the spread is as large as the errors. Summed over cycles the
 * counts are the rank histogram: flat where the ensemble is right, a hollow where it is too sure, a hill where it is too wide.
 *
 * <p>Each member gets the observation's error, as Hamill says, but as its whole distribution instead of one draw. How many members then
 * lie below the observation is Poisson-binomial, and the counts are the expected ones: no random number is needed.
 *
 * @see <a href="https://doi.org/10.1175/1520-0493(2001)129%3C0550:IORHFV%3E2.0.CO;2">Hamill (2001)</a>
 * @see <a href="https://doi.org/10.1175/JHM-D-14-0008.1">Fortin and others (2014), why the spread needs √((N+1)/N)</a>
 */
final class InnovationRanks {
    /** Classes of the rank, equally wide. */
    static final int CLASSES = 10;

    /** Standard deviations beyond which a probability is 0 or 1 to 1e-7. */
    private static final double CERTAIN = 5.5;

    private InnovationRanks() {}

    /** Adds {@code rank.0} to {@code rank.9}, and {@code spread.skill} where anything was observed. */
    static void add(ObservationBatch batch, SortedMap<String, Double> numbers) {
        double[] below = new double[batch.members() + 1];
        double[] ranks = new double[batch.members() + 1];
        double spread = 0;
        double error = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (batch.isUsed(i)) {
                below(batch, i, below);
                DenseKernels.addScaled(1, below, 0, ranks, 0, ranks.length);
                spread += batch.predictedVariance(i) * (batch.members() + 1) / batch.members() + batch.errorVariance(i);
                error += batch.innovation(i) * batch.innovation(i);
            }
        }
        double[] counts = counts(ranks);
        for (int i = 0; i < CLASSES; i++) {
            numbers.put("rank." + i, counts[i]);
        }
        if (error > 0) {
            numbers.put("spread.skill", Math.sqrt(spread / error));
        }
    }

    /** Writes the probability of each number of members below the observation. */
    private static void below(ObservationBatch batch, int index, double[] below) {
        double deviation = Math.sqrt(batch.errorVariance(index));
        Arrays.fill(below, 0);
        below[0] = 1;
        for (int m = 0, at = batch.offset(index); m < batch.members(); m++, at++) {
            double lower = probability((batch.value(index) - batch.predicted()[at]) / deviation);
            if (lower == 0) {
                continue;
            }
            for (int rank = m + 1; rank > 0; rank--) {
                below[rank] += lower * (below[rank - 1] - below[rank]);
            }
            below[0] *= 1 - lower;
        }
    }

    /**
     * Probability of a value not above {@code z}, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17): counts need no more, and every member of every
     * observation is asked in every cycle.
     */
    private static double probability(double z) {
        double size = Math.abs(z);
        if (size > CERTAIN) {
            return z > 0 ? 1 : 0;
        }
        double t = 1 / (1 + 0.2316419 * size);
        double tail = StandardNormal.density(size)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z > 0 ? 1 - tail : tail;
    }

    /** Spreads each rank evenly over its share of the classes. */
    private static double[] counts(double[] ranks) {
        double[] counts = new double[CLASSES];
        double width = (double) CLASSES / ranks.length;
        for (int rank = 0; rank < ranks.length; rank++) {
            double from = rank * width;
            double to = from + width;
            for (int at = (int) from; at < to && at < CLASSES; at++) {
                counts[at] += ranks[rank] * (Math.min(to, at + 1) - Math.max(from, at)) / width;
            }
        }
        return counts;
    }
}
