package io.fieldcast.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Mean forcing F and amplitude A of Lorenz-96 with 36 variables under {@code F + A sin(2πt/P)}, learned from what its climate looks like:
 * mean and variance over the ring in each eighth of the forcing's period, averaged over many periods.
 */
class Lorenz96InversionTest {
    private static final int RING = 36;
    private static final int MEMBERS = 20;
    private static final int ITERATIONS = 5;
    private static final double FORCING = 8;
    private static final double AMPLITUDE = 2.5;
    private static final double STEP = 0.05;
    private static final int PERIOD = 80;
    private static final int BINS = 8;
    private static final int PERIODS = 10;
    private static final int STATISTICS = 2 * BINS;

    /** Time means of a run for every member, and the variances of these means: statistics × members each. */
    private static final class Climate {
        private final double[] means;
        private final double[] variances;

        Climate(double[] means, double[] variances) {
            this.means = means;
            this.variances = variances;
        }
    }

    private static Climate climate(Ensemble parameters, RandomStreams.Stream start) {
        int members = parameters.members();
        Propagator ring = new RungeKutta4(new ForcedLorenz96(RING, PERIOD * STEP), STEP, 1);
        Ensemble run = Ensemble.of(
                members,
                List.of(new Block(Propagator.STATE, 0, RING + 1), new Block(Propagator.PARAMETERS, RING + 1, 2)));
        start.fillGaussian(0, run.values(), 0, RING * members);
        System.arraycopy(parameters.values(), 0, run.values(), (RING + 1) * members, 2 * members);
        double[] scratch = new double[ring.scratchSize(members)];
        for (int i = 0; i < 2 * PERIOD; i++) {
            ring.advance(run, 1, scratch);
        }
        double[] sums = new double[STATISTICS * members];
        double[] squares = new double[STATISTICS * members];
        double[] of = new double[STATISTICS * members];
        for (int period = 0; period < PERIODS; period++) {
            Arrays.fill(of, 0);
            for (int i = 0; i < PERIOD; i++) {
                ring.advance(run, 1, scratch);
                add(run.values(), i * BINS / PERIOD, members, of);
            }
            for (int k = 0; k < of.length; k++) {
                sums[k] += of[k] / PERIODS;
                squares[k] += of[k] * of[k] / PERIODS;
            }
        }
        double[] variances = new double[of.length];
        for (int k = 0; k < of.length; k++) {
            variances[k] = (squares[k] - sums[k] * sums[k]) / (PERIODS - 1);
        }
        return new Climate(sums, variances);
    }

    /** Adds a moment's mean and variance over the ring to a bin. */
    private static void add(double[] state, int bin, int members, double[] of) {
        double weight = (double) BINS / PERIOD;
        for (int m = 0; m < members; m++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < RING; i++) {
                double x = state[i * members + m];
                mean += x / RING;
                square += x * x / RING;
            }
            of[2 * bin * members + m] += weight * mean;
            of[(2 * bin + 1) * members + m] += weight * (square - mean * mean);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsForcingAndAmplitudeWithTwentyMembersInFiveIterations(long seed) {
        RandomStreams streams = new RandomStreams(seed, "lorenz-96");
        Ensemble truth = Ensemble.of(2, List.of(new Block(Propagator.PARAMETERS, 0, 2)));
        Arrays.fill(truth.values(), 0, 2, FORCING);
        Arrays.fill(truth.values(), 2, 4, AMPLITUDE);
        Climate observed = climate(truth, streams.stream(0, Purpose.TRUTH));

        List<Parameter> prior = new ForcedLorenz96(RING, PERIOD * STEP).parameters();
        Ensemble parameters = PriorDraw.of(prior, MEMBERS, streams);
        Misfit misfit = (iteration, members, batch) -> {
            Climate expected = climate(members, streams.stream(iteration, Purpose.INITIAL_STATE));
            for (int k = 0; k < STATISTICS; k++) {
                // The truth's climate is uncertain, and so is each member's, as much.
                int at = batch.offset(batch.add(observed.means[2 * k], 2 * observed.variances[2 * k], 0, 0));
                System.arraycopy(expected.means, k * MEMBERS, batch.predicted(), at, MEMBERS);
            }
        };
        EnsembleInversion.multipleAssimilation(new FilterSpec.Etkf(), ITERATIONS)
                .run(parameters, misfit, 0, streams, EnsembleInversion.Progress.NONE);

        assertThat(parameters.mean(0)).isCloseTo(FORCING, within(0.3));
        assertThat(parameters.mean(1)).isCloseTo(AMPLITUDE, within(0.6));
    }
}
