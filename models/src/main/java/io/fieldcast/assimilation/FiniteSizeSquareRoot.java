package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.SymmetricEigen;
import java.util.Arrays;

/**
 * The symmetric square root after the prior anomalies of a domain were multiplied by the factor that {@link FiniteSizePrior} finds for
 * them. Rows without a place, which no inflation may touch, get the plain one.
 */
final class FiniteSizeSquareRoot implements RowUpdate {
    private final FiniteSizePrior prior;
    private final SymmetricSquareRoot root = new SymmetricSquareRoot();
    private final SymmetricEigen eigen = new SymmetricEigen();
    private Verdict failure = Verdict.OK;
    private int members;
    private double rootFactor = 1;
    private double[] matrix = new double[0];
    private double[] vectors = new double[0];
    private double[] eigenvalues = new double[0];
    private double[] squares = new double[0];
    private double[] innovations = new double[0];

    FiniteSizeSquareRoot(FiniteSizePrior prior) {
        this.prior = prior;
    }

    @Override
    public boolean factor(WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random) {
        failure = Verdict.EIGEN_FAILED;
        members = observations.members();
        int side = Math.min(selection.count(), members);
        grow(side);
        if (selection.count() >= members) {
            sumOverObservations(observations, selection);
        } else {
            gatherProducts(observations, selection);
        }
        if (!eigen.decompose(side, matrix, eigenvalues, vectors)) {
            return false;
        }
        for (int i = 0; i < side; i++) {
            eigenvalues[i] = Math.max(0, eigenvalues[i]);
            double along = DenseKernels.dot(vectors, i * side, innovations, 0, side);
            // Inflation stands in the weights, as if errors were smaller, but the innovations' size is that beside the
            // true errors.
            double square = along * along / selection.factor();
            squares[i] = selection.count() >= members ? square : eigenvalues[i] * square;
        }
        double factor = prior.factor(members, side, eigenvalues, squares);
        if (Double.isNaN(factor)) {
            failure = Verdict.INFLATION_FAILED;
            return false;
        }
        rootFactor = Math.sqrt(factor);
        selection.multiplyWeights(factor);
        return root.factor(observations, selection, random);
    }

    private void grow(int side) {
        if (eigenvalues.length < side) {
            matrix = new double[side * side];
            vectors = new double[side * side];
            eigenvalues = new double[side];
            squares = new double[side];
            innovations = new double[side];
        }
    }

    /** {@code SᵀS} and {@code Sᵀd}, each observation with its taper weight. */
    private void sumOverObservations(WhitenedObservations observations, LocalSelection selection) {
        Arrays.fill(matrix, 0, members * members, 0);
        Arrays.fill(innovations, 0, members, 0);
        double[] anomalies = observations.anomalies();
        for (int k = 0; k < selection.count(); k++) {
            int from = selection.index(k) * members;
            double weight = selection.weight(k);
            double scaled = weight * observations.innovation(selection.index(k));
            DenseKernels.addScaled(scaled, anomalies, from, innovations, 0, members);
            for (int m = 0; m < members; m++) {
                DenseKernels.addScaled(weight * anomalies[from + m], anomalies, from, matrix, m * members, members);
            }
        }
    }

    /** {@code S Sᵀ} and d, each observation with the root of its taper weight. */
    private void gatherProducts(WhitenedObservations observations, LocalSelection selection) {
        int count = selection.count();
        double[] products = selection.products().table(observations);
        int stride = selection.products().stride();
        for (int j = 0; j < count; j++) {
            double rootWeight = Math.sqrt(selection.weight(j));
            innovations[j] = rootWeight * observations.innovation(selection.index(j));
            for (int k = j; k < count; k++) {
                double product = products[selection.slot(j) * stride + selection.slot(k)];
                matrix[j * count + k] = rootWeight * Math.sqrt(selection.weight(k)) * product;
                matrix[k * count + j] = matrix[j * count + k];
            }
        }
    }

    @Override
    public boolean factorUninflated(
            WhitenedObservations observations, LocalSelection selection, RandomStreams.Stream random) {
        failure = Verdict.EIGEN_FAILED;
        members = observations.members();
        rootFactor = 1;
        return root.factor(observations, selection, random);
    }

    @Override
    public Verdict failure() {
        return failure;
    }

    @Override
    public void transform(double[] forecast, double[] analysis, int at) {
        root.transform(forecast, analysis, at);
        double mean = DenseKernels.sum(analysis, at, members) / members;
        for (int m = at; m < at + members; m++) {
            analysis[m] = mean + rootFactor * (analysis[m] - mean);
        }
    }
}
