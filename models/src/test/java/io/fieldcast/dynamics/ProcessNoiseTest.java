package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.geometry.Grid;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProcessNoiseTest {
    private static final RandomStreams STREAMS = new RandomStreams(4, "noise");
    private static final Covariance MATERN = new Covariance.Matern32(30, 2.5);

    /** Scattered places, two of them the same, as bases of two resolutions have them. */
    private static final Representation NODES = new Representation() {
        private static final double[] X = {0, 12, 12, 40, 55, 90};
        private static final double[] Y = {0, 5, 5, -20, 30, 10};

        @Override
        public int size() {
            return X.length;
        }

        @Override
        public double x(int row) {
            return X[row];
        }

        @Override
        public double y(int row) {
            return Y[row];
        }

        @Override
        public void weights(double x, double y, double[] weights) {
            throw new UnsupportedOperationException("noise asks for places only");
        }
    };

    @Test
    void denseNoiseHasTheCovarianceAskedFor() {
        for (Covariance covariance : new Covariance[] {MATERN, new Covariance.Exponential(30, 0.7)}) {
            int members = 40_000;
            Ensemble noise = noise(ProcessNoise.on(NODES, covariance), NODES.size(), members, 1, 1);
            for (int i = 0; i < NODES.size(); i++) {
                for (int j = 0; j <= i; j++) {
                    double distance = Math.hypot(NODES.x(i) - NODES.x(j), NODES.y(i) - NODES.y(j));
                    double expected = covariance.variance() * covariance.correlation(distance);
                    // Four standard deviations of a sample covariance: √((C² + v²)/members).
                    double bound = 4 * Math.sqrt((expected * expected + square(covariance.variance())) / members);
                    assertThat(covariance(noise, i, j)).as("%d, %d", i, j).isCloseTo(expected, within(bound));
                }
            }
        }
    }

    @Test
    void noiseOnALargeGridHasTheProductCovariance() {
        checkTheProductOn(new Grid(48, 40, 0, 0, 6), MATERN);
        checkTheProductOn(new Grid(48, 40, 0, 0, 6), new Covariance.Exponential(30, 2.5));
    }

    private static void checkTheProductOn(Grid grid, Covariance covariance) {
        int members = 4000;
        Ensemble noise = noise(ProcessNoise.on(grid, covariance), grid.size(), members, 1, 1);
        int centre = 20 * 48 + 24;
        for (int away : new int[] {0, 1, 5, -8, 48, -3 * 48, 10 * 48, 48 + 1, -4 * 48 + 3}) {
            int other = centre + away;
            double expected = 2.5
                    * covariance.correlation(Math.abs(grid.x(other) - grid.x(centre)))
                    * covariance.correlation(Math.abs(grid.y(other) - grid.y(centre)));
            double bound = 4 * Math.sqrt((expected * expected + 2.5 * 2.5) / members);
            assertThat(covariance(noise, centre, other)).as("%d away", away).isCloseTo(expected, within(bound));
        }
    }

    @Test
    void anAutoregressionIsTheFactorOfTheExponentialCorrelation() {
        int cells = 9;
        double correlation = Math.exp(-0.3);
        double[] matrix = new double[cells * cells];
        for (int i = 0; i < cells * cells; i++) {
            matrix[i] = Math.pow(correlation, Math.abs(i / cells - i % cells));
        }
        double[] expected = units(cells);
        Colouring.of(matrix, cells).apply(cells, expected, 0);
        double[] factor = units(cells);
        Colouring.alongLine(cells, 3, new Covariance.Exponential(10, 1)).apply(cells, factor, 0);
        assertThat(factor).containsExactly(expected, within(1e-8));
    }

    private static double[] units(int size) {
        double[] matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            matrix[i * size + i] = 1;
        }
        return matrix;
    }

    @Test
    void varianceGrowsWithTheStepAndTheSquareOfTheScale() {
        ProcessNoise process = ProcessNoise.on(NODES, MATERN);
        Ensemble one = noise(process, NODES.size(), 8, 1, 1);
        Ensemble other = noise(process, NODES.size(), 8, 0.25, 3);
        for (int i = 0; i < one.values().length; i++) {
            assertThat(other.values()[i]).isCloseTo(1.5 * one.values()[i], within(1e-12));
        }
    }

    @Test
    void canLeaveTheEnsembleMeanWhereItIs() {
        ProcessNoise process = ProcessNoise.on(NODES, MATERN).keepingTheMean();
        double variance = 0;
        int draws = 4000;
        for (int cycle = 0; cycle < draws; cycle++) {
            Ensemble noise = noise(process, cycle, 5);
            for (int row = 0; row < NODES.size(); row++) {
                assertThat(noise.mean(row)).isCloseTo(0, within(1e-13));
            }
            variance += noise.variance(3) / draws;
        }
        // An unbiased variance of 5 members scatters by v·√(2/4); four deviations of the mean of all draws.
        double expected = 2.5 * 5 / 4;
        assertThat(variance).isCloseTo(expected, within(4 * expected * Math.sqrt(0.5 / draws)));
    }

    @Test
    void isTheSameForTheSameAddressAndAddsToWhatIsThere() {
        ProcessNoise process = ProcessNoise.on(NODES, MATERN);
        Ensemble one = noise(process, 3, 6);
        Ensemble same = Ensemble.ofState(NODES.size(), 6);
        Arrays.fill(same.values(), 10);
        double[] dirty = new double[process.scratchSize(6)];
        Arrays.fill(dirty, Double.NaN);
        process.add(same, 1, 1, STREAMS.stream(3, Purpose.PROCESS_NOISE), dirty);
        for (int i = 0; i < same.values().length; i++) {
            assertThat(same.values()[i]).isEqualTo(10 + one.values()[i]);
        }
        assertThat(noise(process, 4, 6).values()).isNotEqualTo(one.values());
    }

    @Test
    void refusesWhatDoesNotFit() {
        ProcessNoise process = ProcessNoise.on(NODES, MATERN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> noise(process, NODES.size() + 1, 3, 1, 1))
                .withMessageContaining("rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> noise(process, NODES.size(), 3, 0, 1))
                .withMessageContaining("step");
        assertThatIllegalArgumentException().isThrownBy(() -> new Covariance.Matern32(0, 1));
    }

    private static Ensemble noise(ProcessNoise process, int cycle, int members) {
        Ensemble ensemble = Ensemble.ofState(NODES.size(), members);
        process.add(
                ensemble, 1, 1, STREAMS.stream(cycle, Purpose.PROCESS_NOISE), new double[process.scratchSize(members)]);
        return ensemble;
    }

    private static Ensemble noise(ProcessNoise process, int size, int members, double step, double scale) {
        Ensemble ensemble = Ensemble.ofState(size, members);
        process.add(
                ensemble,
                step,
                scale,
                STREAMS.stream(1, Purpose.PROCESS_NOISE),
                new double[process.scratchSize(members)]);
        return ensemble;
    }

    private static double covariance(Ensemble ensemble, int i, int j) {
        double sum = 0;
        for (int m = 0; m < ensemble.members(); m++) {
            sum += ensemble.values()[i * ensemble.members() + m] * ensemble.values()[j * ensemble.members() + m];
        }
        return sum / ensemble.members();
    }

    private static double square(double value) {
        return value * value;
    }
}
