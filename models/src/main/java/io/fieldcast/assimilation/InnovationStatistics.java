package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.Cholesky;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.ObservationBatch;

/**
 * What the innovations of a cycle say of the filter: whether they are as wide as spread and errors claim, and how much the analysis took
 * from the observations. Owns scratch; confined to one thread.
 */
public final class InnovationStatistics {
    /** Of more observations than this χ² takes a different few each cycle: its cost grows with their cube. */
    public static final int MOST_OBSERVATIONS = 128;

    private final Localization localization;
    private final int[] chosen = new int[MOST_OBSERVATIONS];
    private final double[] innovations = new double[MOST_OBSERVATIONS];
    private final double[] anomalies;
    private final int members;
    private Cholesky cholesky = new Cholesky(1);
    private double[] covariance = new double[1];

    /** @param localization that of the filter; without it few members see covariances between far places that are not there */
    public InnovationStatistics(int members, Localization localization) {
        this.members = members;
        this.localization = localization;
        this.anomalies = new double[MOST_OBSERVATIONS * members];
    }

    /**
     * {@code dᵀ (ρ∘HBHᵀ + R)⁻¹ d / p} over the used observations, before the analysis: 1 in the mean where the spread is right, more where
     * the ensemble is too sure.
     *
     * @param observations left as they were
     * @param cycle which of many observations are taken
     * @return NaN without observations, or where one of them is not finite
     */
    public double chiSquare(ObservationBatch observations, long cycle) {
        Check.that(
                observations.members() == members,
                "batch has %d members, expected %d",
                observations.members(),
                members);
        int count = choose(observations, cycle);
        if (count == 0) {
            return Double.NaN;
        }
        for (int i = 0; i < count; i++) {
            whiten(observations, i);
        }
        if (cholesky.size() != count) {
            cholesky = new Cholesky(count);
            covariance = new double[count * count];
        }
        for (int i = 0; i < count; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i * count + j] = covariance(observations, i, j);
            }
            covariance[i * count + i] += 1;
        }
        if (!cholesky.factor(covariance)) {
            return Double.NaN;
        }
        cholesky.solveLower(1, innovations);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += innovations[i] * innovations[i];
        }
        return sum / count;
    }

    private int choose(ObservationBatch observations, long cycle) {
        int used = 0;
        for (int index = 0; index < observations.size(); index++) {
            used += observations.isUsed(index) ? 1 : 0;
        }
        int first = used <= MOST_OBSERVATIONS ? 0 : (int) Math.floorMod(cycle * MOST_OBSERVATIONS, (long) used);
        int count = 0;
        int rank = 0;
        for (int index = 0; index < observations.size(); index++) {
            if (observations.isUsed(index)) {
                if (Math.floorMod(rank - first, used) < MOST_OBSERVATIONS) {
                    chosen[count++] = index;
                }
                rank++;
            }
        }
        return count;
    }

    /** Innovation and anomalies of the {@code i}-th chosen observation in units of its error. */
    private void whiten(ObservationBatch observations, int i) {
        int index = chosen[i];
        double deviation = Math.sqrt(observations.errorVariance(index));
        double mean = observations.predictedMean(index);
        innovations[i] = (observations.value(index) - mean) / deviation;
        double scale = 1 / (deviation * Math.sqrt(members - 1.0));
        int from = observations.offset(index);
        for (int m = 0; m < members; m++) {
            anomalies[i * members + m] = (observations.predicted()[from + m] - mean) * scale;
        }
    }

    private double covariance(ObservationBatch observations, int i, int j) {
        double weight = localization.weight(
                observations.x(chosen[i]),
                observations.y(chosen[i]),
                observations.x(chosen[j]),
                observations.y(chosen[j]));
        if (weight == 0) {
            return 0;
        }
        double sum = 0;
        for (int m = 0; m < members; m++) {
            sum += anomalies[i * members + m] * anomalies[j * members + m];
        }
        return weight * sum;
    }

    /**
     * Degrees of freedom for signal, {@code tr(HK) = Σ var(Hxᵃ)/R} over the used observations: of how many of their values the analysis
     * took notice; between 0 and their number.
     *
     * @param observations as the analysis saw them; left as they were
     * @param analysedVariances variance of what the analysis' members expect of each observation of the batch, before any inflation of the
     *     analysis; at least as long as the batch
     * @see <a href="https://doi.org/10.1256/qj.03.205">Cardinali, Pezzulli and Andersson (2004)</a>
     */
    public static double degreesOfFreedom(ObservationBatch observations, double[] analysedVariances) {
        Check.atLeast("analysedVariances", analysedVariances, observations.size());
        double sum = 0;
        for (int index = 0; index < observations.size(); index++) {
            if (observations.isUsed(index)) {
                sum += analysedVariances[index] / observations.errorVariance(index);
            }
        }
        return sum;
    }
}
