package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Linear Gaussian systems with 10 variables and 5 observations a cycle: what the filters do there is known exactly.
 * {@link #main} prints how far they are from it.
 */
final class CaseG {
    static final int SIZE = 10;
    static final List<FilterSpec> FILTERS = List.of(
            new FilterSpec.Etkf(),
            new FilterSpec.Letkf(Double.POSITIVE_INFINITY),
            new FilterSpec.LocalSerial(Double.POSITIVE_INFINITY));

    private static final int OBSERVED = 5;
    private static final double ERROR_VARIANCE = 0.5;
    private static final int CYCLES = 50;
    private static final List<Integer> MEMBERS = List.of(20, 80, 320, 1280);

    private CaseG() {}

    /** Largest difference from the Kalman filter in any mean or covariance of 50 cycles without process noise. */
    static double largestDifferenceWithoutNoise(FilterSpec spec, int members) {
        Linear linear = new Linear(members);
        KalmanFilter exact = new KalmanFilter(linear.priorMean, linear.priorCovariance());
        Ensemble ensemble = linear.exactEnsemble(members);
        Filter filter = linear.build(spec, ensemble);
        double worst = linear.distance(exact, ensemble, true);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            exact.forecast(linear.model, new double[SIZE * SIZE]);
            linear.forecast(ensemble, 0, new RandomStreams(1, "unused"), cycle);
            linear.observe(exact, ensemble, filter, cycle);
            worst = Math.max(worst, linear.distance(exact, ensemble, true));
        }
        return worst;
    }

    /** Slope of log distance over log members, with process noise Q = 0.09 I. */
    static double slope(FilterSpec spec, int seeds) {
        double[] logMembers = new double[MEMBERS.size()];
        double[] logDistances = new double[MEMBERS.size()];
        for (int i = 0; i < MEMBERS.size(); i++) {
            logMembers[i] = Math.log(MEMBERS.get(i));
            logDistances[i] = Math.log(distanceWithNoise(spec, MEMBERS.get(i), seeds));
        }
        return slope(logMembers, logDistances);
    }

    /** Mean over seeds and cycles of the root mean square difference between the ensemble's mean and the exact one. */
    static double distanceWithNoise(FilterSpec spec, int members, int seeds) {
        double[] noise = new double[SIZE * SIZE];
        for (int i = 0; i < SIZE; i++) {
            noise[i * SIZE + i] = 0.09;
        }
        double sum = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Linear linear = new Linear(seed);
            KalmanFilter exact = new KalmanFilter(linear.priorMean, linear.priorCovariance());
            Ensemble ensemble = linear.exactEnsemble(members);
            Filter filter = linear.build(spec, ensemble);
            RandomStreams streams = new RandomStreams(seed, "members " + members);
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                exact.forecast(linear.model, noise);
                linear.forecast(ensemble, 0.3, streams, cycle);
                linear.observe(exact, ensemble, filter, cycle);
                sum += linear.distance(exact, ensemble, false);
            }
        }
        return sum / seeds / CYCLES;
    }

    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        return products / squares;
    }

    /** Argument: seeds. */
    public static void main(String[] arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16;
        print("Linear Gaussian, 10 variables, 5 observations, 50 cycles; largest difference from the Kalman filter");
        print("without noise, and distance between the means with Q = 0.09 I over %d seeds", seeds);
        print("%-34s %-9s %-9s %-8s %-8s %-8s %-8s %s", "filter", "N11", "N20", "N20", "N80", "N320", "N1280", "slope");
        for (FilterSpec spec : FILTERS) {
            print(
                    "%-34s %.2e  %.2e  %.5f  %.5f  %.5f  %.5f  %.3f",
                    spec,
                    largestDifferenceWithoutNoise(spec, SIZE + 1),
                    largestDifferenceWithoutNoise(spec, 20),
                    distanceWithNoise(spec, 20, seeds),
                    distanceWithNoise(spec, 80, seeds),
                    distanceWithNoise(spec, 320, seeds),
                    distanceWithNoise(spec, 1280, seeds),
                    slope(spec, seeds));
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** One randomly drawn system: an orthogonal model, slightly damped, and a full observation operator. */
    private static final class Linear {
        private final double[] model = new double[SIZE * SIZE];
        private final double[] operator = new double[OBSERVED * SIZE];
        private final double[] priorRoot = new double[SIZE * SIZE];
        private final double[] priorMean = new double[SIZE];
        private final RandomStreams.Stream values;

        Linear(long seed) {
            RandomStreams streams = new RandomStreams(seed, "linear");
            streams.stream(0, Purpose.TRUTH).fillGaussian(0, model, 0, model.length);
            orthonormaliseRows(model, SIZE, SIZE, false);
            for (int i = 0; i < model.length; i++) {
                model[i] *= 0.99;
            }
            streams.stream(1, Purpose.TRUTH).fillGaussian(0, operator, 0, operator.length);
            streams.stream(2, Purpose.TRUTH).fillGaussian(0, priorRoot, 0, priorRoot.length);
            streams.stream(3, Purpose.TRUTH).fillGaussian(0, priorMean, 0, SIZE);
            values = streams.stream(4, Purpose.MEASUREMENT);
        }

        double[] priorCovariance() {
            double[] covariance = new double[SIZE * SIZE];
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j < SIZE; j++) {
                    for (int k = 0; k < SIZE; k++) {
                        covariance[i * SIZE + j] += priorRoot[i * SIZE + k] * priorRoot[j * SIZE + k];
                    }
                }
            }
            return covariance;
        }

        /** Members whose mean and covariance are the prior's to rounding. */
        Ensemble exactEnsemble(int members) {
            double[] basis = new double[SIZE * members];
            new RandomStreams(members, "basis").stream(0, Purpose.TRUTH).fillGaussian(0, basis, 0, basis.length);
            orthonormaliseRows(basis, SIZE, members, true);
            Ensemble ensemble = Ensemble.ofState(SIZE, members);
            double scale = Math.sqrt(members - 1.0);
            for (int i = 0; i < SIZE; i++) {
                for (int m = 0; m < members; m++) {
                    double sum = priorMean[i];
                    for (int k = 0; k < SIZE; k++) {
                        sum += scale * priorRoot[i * SIZE + k] * basis[k * members + m];
                    }
                    ensemble.values()[i * members + m] = sum;
                }
            }
            return ensemble;
        }

        Filter build(FilterSpec spec, Ensemble ensemble) {
            Grid grid = new Grid(5, 2, 0, 0, 1);
            return spec.build(RowPlaces.of(grid, ensemble.blocks(), Set.of("state")), Distance.PLANAR);
        }

        void forecast(Ensemble ensemble, double noise, RandomStreams streams, int cycle) {
            int members = ensemble.members();
            RandomStreams.Stream random = streams.stream(cycle, Purpose.PROCESS_NOISE);
            double[] state = new double[SIZE];
            for (int m = 0; m < members; m++) {
                for (int i = 0; i < SIZE; i++) {
                    state[i] = ensemble.values()[i * members + m];
                }
                for (int i = 0; i < SIZE; i++) {
                    double sum = noise == 0 ? 0 : noise * random.gaussian((long) m * SIZE + i);
                    for (int k = 0; k < SIZE; k++) {
                        sum += model[i * SIZE + k] * state[k];
                    }
                    ensemble.values()[i * members + m] = sum;
                }
            }
        }

        /** Both filters see the same five numbers; which ones does not matter, so they are drawn around zero. */
        void observe(KalmanFilter exact, Ensemble ensemble, Filter filter, int cycle) {
            int members = ensemble.members();
            ObservationBatch batch = new ObservationBatch(members, OBSERVED);
            for (int j = 0; j < OBSERVED; j++) {
                double[] h = Arrays.copyOfRange(operator, j * SIZE, (j + 1) * SIZE);
                double value = values.gaussian((long) cycle * OBSERVED + j);
                exact.observe(h, value, ERROR_VARIANCE);
                int index = batch.add(value, ERROR_VARIANCE, 0, 0);
                for (int m = 0; m < members; m++) {
                    double sum = 0;
                    for (int k = 0; k < SIZE; k++) {
                        sum += h[k] * ensemble.values()[k * members + m];
                    }
                    batch.predicted()[batch.offset(index) + m] = sum;
                }
            }
            Ensemble analysis = ensemble.copy();
            Verdict verdict = Scene.analyse(filter, ensemble, batch, analysis);
            Check.that(verdict == Verdict.OK, "analysis ended in %s", verdict);
            ensemble.set(analysis);
        }

        /** Largest difference in mean and covariance, or the root mean square difference of the means alone. */
        double distance(KalmanFilter exact, Ensemble ensemble, boolean largest) {
            double worst = 0;
            double squares = 0;
            for (int i = 0; i < SIZE; i++) {
                double difference = ensemble.mean(i) - exact.mean(i);
                worst = Math.max(worst, Math.abs(difference));
                squares += difference * difference;
                for (int j = 0; j < SIZE && largest; j++) {
                    double covariance = EnsembleCovariance.of(ensemble, i, j);
                    worst = Math.max(worst, Math.abs(covariance - exact.covariance(i, j)));
                }
            }
            return largest ? worst : Math.sqrt(squares / SIZE);
        }
    }

    /** Gram and Schmidt, twice for orthogonality to rounding; if {@code centred}, rows also sum to zero. */
    private static void orthonormaliseRows(double[] matrix, int rows, int columns, boolean centred) {
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < rows; i++) {
                if (centred) {
                    double mean = Arrays.stream(matrix, i * columns, (i + 1) * columns)
                            .average()
                            .orElseThrow();
                    for (int m = 0; m < columns; m++) {
                        matrix[i * columns + m] -= mean;
                    }
                }
                for (int k = 0; k < i; k++) {
                    subtractProjection(matrix, i * columns, k * columns, columns);
                }
                double norm = Math.sqrt(product(matrix, i * columns, i * columns, columns));
                for (int m = 0; m < columns; m++) {
                    matrix[i * columns + m] /= norm;
                }
            }
        }
    }

    private static void subtractProjection(double[] matrix, int row, int other, int columns) {
        double along = product(matrix, row, other, columns);
        for (int m = 0; m < columns; m++) {
            matrix[row + m] -= along * matrix[other + m];
        }
    }

    private static double product(double[] matrix, int a, int b, int columns) {
        double sum = 0;
        for (int m = 0; m < columns; m++) {
            sum += matrix[a + m] * matrix[b + m];
        }
        return sum;
    }
}
