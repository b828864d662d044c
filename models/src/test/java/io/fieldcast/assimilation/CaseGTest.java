package io.fieldcast.assimilation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationBatch;
import io.fieldcast.observation.RowPlaces;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Linear Gaussian system with 10 variables and 5 observations a cycle: what the filters do there is known exactly. */
class CaseGTest {
    private static final int SIZE = 10;
    private static final int OBSERVED = 5;
    private static final double ERROR_VARIANCE = 0.5;
    private static final int CYCLES = 50;

    static List<FilterSpec> filters() {
        double everywhere = Double.POSITIVE_INFINITY;
        return List.of(new FilterSpec.Etkf(), new FilterSpec.Letkf(everywhere), new FilterSpec.LocalSerial(everywhere));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void agreesWithTheKalmanFilterWhereThereIsNoNoise(FilterSpec spec) {
        assertThat(largestDifferenceFromKalmanFilter(spec, 20)).isLessThan(1e-12);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void agreesWithTheKalmanFilterWithFewerMembersThanObservationsTimesTwo(FilterSpec spec) {
        assertThat(largestDifferenceFromKalmanFilter(spec, SIZE + 1)).isLessThan(1e-12);
    }

    private static double largestDifferenceFromKalmanFilter(FilterSpec spec, int members) {
        Linear linear = new Linear(members);
        double[] prior = linear.priorCovariance();
        KalmanFilter exact = new KalmanFilter(linear.priorMean, prior);
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

    @Test
    void nearsTheKalmanFilterWithTheRootOfTheMembers() {
        int[] members = {20, 80, 320, 1280};
        double[] logMembers = new double[members.length];
        double[] logDistances = new double[members.length];
        for (int i = 0; i < members.length; i++) {
            logMembers[i] = Math.log(members[i]);
            logDistances[i] = Math.log(distanceWithNoise(members[i], 40));
        }

        assertThat(slope(logMembers, logDistances)).isBetween(-0.55, -0.45);
    }

    /** Root mean square over seeds and cycles of the distance between the ensemble's mean and the exact one. */
    private static double distanceWithNoise(int members, int seeds) {
        double squares = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            Linear linear = new Linear(seed);
            KalmanFilter exact = new KalmanFilter(linear.priorMean, linear.priorCovariance());
            Ensemble ensemble = linear.exactEnsemble(members);
            Filter filter = linear.build(new FilterSpec.LocalSerial(Double.POSITIVE_INFINITY), ensemble);
            double[] noise = new double[SIZE * SIZE];
            for (int i = 0; i < SIZE; i++) {
                noise[i * SIZE + i] = 0.09;
            }
            RandomStreams streams = new RandomStreams(seed, "members " + members);
            for (int cycle = 0; cycle < CYCLES; cycle++) {
                exact.forecast(linear.model, noise);
                linear.forecast(ensemble, 0.3, streams, cycle);
                linear.observe(exact, ensemble, filter, cycle);
                double distance = linear.distance(exact, ensemble, false);
                squares += distance * distance;
            }
        }
        return Math.sqrt(squares / seeds / CYCLES);
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
            assertThat(filter.analyse(ensemble, batch, analysis)).isEqualTo(Verdict.OK);
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
                for (int j = 0; j < SIZE; j++) {
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
