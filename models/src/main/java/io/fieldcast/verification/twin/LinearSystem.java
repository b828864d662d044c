package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.DomainInflation;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.KalmanFilter;
import io.fieldcast.assimilation.Verdict;
import io.fieldcast.domain.Check;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;

/** One randomly drawn linear Gaussian system: an orthogonal model, slightly damped, and a full observation operator. */
final class LinearSystem {
    static final int SIZE = 10;

    private static final int OBSERVED = 5;
    private static final double ERROR_VARIANCE = 0.5;
    private static final double DAMPING = 0.99;

    private final RandomStreams streams;
    private final double[] model = new double[SIZE * SIZE];
    private final double[] operator = new double[OBSERVED * SIZE];
    private final double[] priorRoot = new double[SIZE * SIZE];
    private final double[] priorMean = new double[SIZE];

    LinearSystem(long seed) {
        streams = new RandomStreams(seed, "linear");
        streams.stream(0, Purpose.TRUTH).fillGaussian(0, model, 0, model.length);
        orthonormaliseRows(model, SIZE, SIZE, false);
        for (int i = 0; i < model.length; i++) {
            model[i] *= DAMPING;
        }
        streams.stream(1, Purpose.TRUTH).fillGaussian(0, operator, 0, operator.length);
        streams.stream(2, Purpose.TRUTH).fillGaussian(0, priorRoot, 0, priorRoot.length);
        streams.stream(3, Purpose.TRUTH).fillGaussian(0, priorMean, 0, SIZE);
    }

    /** The exact filter before the first cycle. */
    KalmanFilter exactFilter() {
        double[] covariance = new double[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                covariance[i * SIZE + j] = DenseKernels.dot(priorRoot, i * SIZE, priorRoot, j * SIZE, SIZE);
            }
        }
        return new KalmanFilter(priorMean, covariance);
    }

    /** Members whose mean and covariance are the prior's to rounding. */
    Ensemble exactEnsemble(int members) {
        double[] basis = new double[SIZE * members];
        streams.stream(members, Purpose.INITIAL_STATE).fillGaussian(0, basis, 0, basis.length);
        orthonormaliseRows(basis, SIZE, members, true);
        Ensemble ensemble = Ensemble.ofState(SIZE, members);
        double scale = Math.sqrt(members - 1.0);
        for (int i = 0; i < SIZE; i++) {
            Arrays.fill(ensemble.values(), i * members, (i + 1) * members, priorMean[i]);
            for (int k = 0; k < SIZE; k++) {
                double root = scale * priorRoot[i * SIZE + k];
                DenseKernels.addScaled(root, basis, k * members, ensemble.values(), i * members, members);
            }
        }
        return ensemble;
    }

    /** Carries both one step forward, with process noise of standard deviation {@code noise} on every variable. */
    void forecast(KalmanFilter exact, Ensemble ensemble, double noise, int cycle) {
        double[] covariance = new double[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++) {
            covariance[i * SIZE + i] = noise * noise;
        }
        exact.forecast(model, covariance);
        int members = ensemble.members();
        double[] drawn = new double[SIZE * members];
        if (noise > 0) {
            streams.stream(cycle, Purpose.PROCESS_NOISE, members).fillGaussian(0, drawn, 0, drawn.length);
        }
        double[] before = ensemble.values().clone();
        for (int i = 0; i < SIZE; i++) {
            Arrays.fill(ensemble.values(), i * members, (i + 1) * members, 0);
            DenseKernels.addScaled(noise, drawn, i * members, ensemble.values(), i * members, members);
            for (int k = 0; k < SIZE; k++) {
                double weight = model[i * SIZE + k];
                DenseKernels.addScaled(weight, before, k * members, ensemble.values(), i * members, members);
            }
        }
    }

    /** Both filters see the same five numbers; which ones does not matter, so they are drawn around zero. */
    void observe(KalmanFilter exact, Ensemble ensemble, Filter filter, int cycle) {
        int members = ensemble.members();
        RandomStreams.Stream values = streams.stream(cycle, Purpose.MEASUREMENT);
        ObservationBatch batch = new ObservationBatch(members, OBSERVED);
        for (int j = 0; j < OBSERVED; j++) {
            double value = values.gaussian(j);
            exact.observe(Arrays.copyOfRange(operator, j * SIZE, (j + 1) * SIZE), value, ERROR_VARIANCE);
            int index = batch.add(value, ERROR_VARIANCE, 0, 0);
            for (int k = 0; k < SIZE; k++) {
                DenseKernels.addScaled(
                        operator[j * SIZE + k],
                        ensemble.values(),
                        k * members,
                        batch.predicted(),
                        batch.offset(index),
                        members);
            }
        }
        Ensemble analysis = ensemble.copy();
        DomainInflation none = DomainInflation.none(filter.domains());
        Verdict verdict = filter.analyse(ensemble, batch, none, streams.stream(cycle, Purpose.ANALYSIS), analysis);
        Check.that(verdict == Verdict.OK, "analysis ended in %s", verdict);
        ensemble.set(analysis);
    }

    /** Root mean square difference of the means. */
    static double meanDistance(KalmanFilter exact, Ensemble ensemble) {
        double squares = 0;
        for (int i = 0; i < SIZE; i++) {
            double difference = ensemble.mean(i) - exact.mean(i);
            squares += difference * difference;
        }
        return Math.sqrt(squares / SIZE);
    }

    /** Largest difference in any mean or covariance. */
    static double largestDifference(KalmanFilter exact, Ensemble ensemble) {
        double worst = 0;
        for (int i = 0; i < SIZE; i++) {
            worst = Math.max(worst, Math.abs(ensemble.mean(i) - exact.mean(i)));
            for (int j = 0; j <= i; j++) {
                worst = Math.max(worst, Math.abs(covariance(ensemble, i, j) - exact.covariance(i, j)));
            }
        }
        return worst;
    }

    private static double covariance(Ensemble ensemble, int a, int b) {
        int members = ensemble.members();
        double meanA = ensemble.mean(a);
        double meanB = ensemble.mean(b);
        double sum = 0;
        for (int m = 0; m < members; m++) {
            sum += (ensemble.values()[a * members + m] - meanA) * (ensemble.values()[b * members + m] - meanB);
        }
        return sum / (members - 1);
    }

    /** Gram and Schmidt, twice for orthogonality to rounding; if {@code centred}, rows also sum to zero. */
    private static void orthonormaliseRows(double[] matrix, int rows, int columns, boolean centred) {
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < rows; i++) {
                int at = i * columns;
                if (centred) {
                    double mean = DenseKernels.sum(matrix, at, columns) / columns;
                    for (int m = 0; m < columns; m++) {
                        matrix[at + m] -= mean;
                    }
                }
                for (int k = 0; k < i; k++) {
                    double along = DenseKernels.dot(matrix, at, matrix, k * columns, columns);
                    DenseKernels.addScaled(-along, matrix, k * columns, matrix, at, columns);
                }
                double norm = Math.sqrt(DenseKernels.dot(matrix, at, matrix, at, columns));
                for (int m = 0; m < columns; m++) {
                    matrix[at + m] /= norm;
                }
            }
        }
    }
}
