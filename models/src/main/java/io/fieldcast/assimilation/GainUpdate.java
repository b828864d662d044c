package io.fieldcast.assimilation;

import io.fieldcast.numerics.Cholesky;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;

/**
 * Updates by an explicit Kalman gain {@code K = P Hᵀ (H P Hᵀ + R)⁻¹}: the mean moves by {@code K d}, the anomalies of member m by
 * {@code −K} times its {@link Departures}. Where P is a hybrid, its root has static columns beside the members': width N + M
 * instead of N. With {@code S} the whitened root of {@code H P Hᵀ}, p × width, the smaller one of {@code S Sᵀ + I} (p × p) and
 * {@code SᵀS + I} (width × width) is factored.
 */
final class GainUpdate implements RowUpdate {
    private final Departures departures;
    private final double staticShare;
    private Cholesky cholesky = new Cholesky(1);
    private int count;
    private int members;
    private int width;
    private boolean ensembleSpace;
    private final StaticColumns statics = new StaticColumns();
    private double[] root = new double[0];
    private double[] answers = new double[0];
    private double[] matrix = new double[0];
    private double[] meanWeights = new double[0];
    private double[] transfer = new double[0];
    private double[] row = new double[0];
    private double[] shared = new double[0];

    private GainUpdate(Departures departures, double staticShare) {
        this.departures = departures;
        this.staticShare = staticShare;
    }

    /**
     * The deterministic ensemble Kalman filter: anomalies by half the gain, so their covariance exceeds the exact one by
     * {@code K H P Hᵀ Kᵀ / 4}.
     *
     * @param staticShare β of the hybrid covariance, in 0..1
     * @see <a href="https://doi.org/10.1111/j.1600-0870.2007.00299.x">Sakov and Oke (2008)</a>
     */
    static GainUpdate denkf(double staticShare) {
        return new GainUpdate(new HalfAnomalies(), staticShare);
    }

    /**
     * Each member is corrected by observations perturbed for it.
     *
     * @see <a href="https://doi.org/10.1175/1520-0493(1998)126%3C1719:ASITEK%3E2.0.CO;2">Burgers, van Leeuwen and Evensen (1998)</a>
     */
    static GainUpdate stochastic() {
        return new GainUpdate(new PerturbedObservations(), 0);
    }

    @Override
    public Verdict failure() {
        return Verdict.GAIN_FAILED;
    }

    @Override
    public boolean factor(WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random) {
        count = selection.count();
        members = observations.members();
        if (staticShare > 0) {
            statics.load(observations.batch());
        }
        width = members + statics.members();
        ensembleSpace = count >= width;
        grow();
        departures.prepare(observations, random);
        gather(observations, selection);
        if (ensembleSpace) {
            return factorEnsembleSpace();
        }
        return factorObservationSpace(observations, selection);
    }

    private void grow() {
        if (cholesky.largest() < width) {
            cholesky = new Cholesky(width);
            matrix = new double[width * width];
            row = new double[width];
            transfer = new double[width * members];
        }
        if (meanWeights.length < Math.max(count, width)) {
            meanWeights = new double[Math.max(count, width)];
            shared = new double[meanWeights.length];
        }
        if (root.length < count * width) {
            root = new double[count * width];
            answers = new double[count * width];
        }
    }

    /** S, the departures and d of the selected observations, each times the root of its taper weight. */
    private void gather(WhitenedObservations observations, LocalSelection selection) {
        double ensembleRoot = Math.sqrt(1 - staticShare);
        for (int j = 0; j < count; j++) {
            int index = selection.index(j);
            double rootWeight = Math.sqrt(selection.weight(j));
            int from = index * members;
            int to = j * width;
            for (int m = 0; m < members; m++) {
                root[to + m] = ensembleRoot * rootWeight * observations.anomalies()[from + m];
            }
            double error = observations.errorVariance(index);
            double scale = rootWeight * Math.sqrt(staticShare / error);
            statics.predicted(observations.batchIndex(index), scale, root, to + members);
            departures.write(observations, index, rootWeight, answers, j * members);
            shared[j] = rootWeight * observations.innovation(index);
        }
    }

    private boolean factorObservationSpace(WhitenedObservations observations, LocalSelection selection) {
        if (statics.members() == 0) {
            gatherProducts(observations, selection);
        } else {
            computeProducts();
        }
        for (int j = 0; j < count; j++) {
            matrix[j * count + j] += 1;
        }
        System.arraycopy(shared, 0, meanWeights, 0, count);
        if (!cholesky.factor(matrix, count)) {
            return false;
        }
        cholesky.solve(1, meanWeights);
        return true;
    }

    private void gatherProducts(WhitenedObservations observations, LocalSelection selection) {
        double[] products = selection.products().table(observations);
        int stride = selection.products().stride();
        for (int j = 0; j < count; j++) {
            int line = selection.slot(j) * stride;
            double weight = selection.weight(j);
            for (int k = 0; k <= j; k++) {
                double scale = Math.sqrt(weight * selection.weight(k));
                matrix[j * count + k] = scale * products[line + selection.slot(k)];
            }
        }
    }

    /** Neighbours share no products of static columns. */
    private void computeProducts() {
        for (int j = 0; j < count; j++) {
            for (int k = 0; k <= j; k++) {
                matrix[j * count + k] = DenseKernels.dot(root, j * width, root, k * width, width);
            }
        }
    }

    /** The transform of all rows at once, since p was as large: {@code (SᵀS + I)⁻¹ Sᵀ} times d and the departures. */
    private boolean factorEnsembleSpace() {
        Arrays.fill(matrix, 0, width * width, 0);
        Arrays.fill(meanWeights, 0, width, 0);
        Arrays.fill(transfer, 0, width * members, 0);
        for (int i = 0; i < width; i++) {
            matrix[i * width + i] = 1;
        }
        for (int j = 0; j < count; j++) {
            int at = j * width;
            DenseKernels.addScaled(shared[j], root, at, meanWeights, 0, width);
            for (int i = 0; i < width; i++) {
                DenseKernels.addScaled(root[at + i], root, at, matrix, i * width, i + 1);
                DenseKernels.addScaled(root[at + i], answers, j * members, transfer, i * members, members);
            }
        }
        if (!cholesky.factor(matrix, width)) {
            return false;
        }
        cholesky.solve(1, meanWeights);
        cholesky.solve(members, transfer);
        return true;
    }

    @Override
    public void transform(double[] forecast, double[] analysis, int at) {
        double mean = DenseKernels.sum(forecast, at, members) / members;
        double ensembleRoot = Math.sqrt(1 - staticShare);
        for (int m = 0; m < members; m++) {
            double anomaly = forecast[at + m] - mean;
            row[m] = ensembleRoot * anomaly;
            analysis[at + m] = anomaly;
        }
        statics.row(at / members, Math.sqrt(staticShare * (members - 1)), row, members);
        double increment;
        if (ensembleSpace) {
            increment = DenseKernels.dot(row, 0, meanWeights, 0, width);
            for (int i = 0; i < width; i++) {
                DenseKernels.addScaled(-row[i], transfer, i * members, analysis, at, members);
            }
        } else {
            for (int j = 0; j < count; j++) {
                shared[j] = DenseKernels.dot(root, j * width, row, 0, width);
            }
            increment = DenseKernels.dot(shared, 0, meanWeights, 0, count);
            cholesky.solve(1, shared);
            for (int j = 0; j < count; j++) {
                DenseKernels.addScaled(-shared[j], answers, j * members, analysis, at, members);
            }
        }
        mean += increment / Math.sqrt(members - 1.0);
        for (int m = 0; m < members; m++) {
            analysis[at + m] += mean;
        }
    }
}
