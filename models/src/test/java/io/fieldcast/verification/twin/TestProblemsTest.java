package io.fieldcast.verification.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.dynamics.VectorField;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the equations of the test problems promise. */
class TestProblemsTest {
    private static double[] derivative(VectorField field, double[] state, double... parameters) {
        double[] derivative = new double[field.size()];
        field.derivative(state, 0, parameters, 0, 1, derivative, 0, new double[field.scratchSize(1)], 0);
        return derivative;
    }

    private static double[] vector(Gen gen, int size, double largest) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> gen.uniform(-largest, largest));
        return values;
    }

    private static Parameter parameter(String name) {
        return new Parameter(name, 0, 1, 0, new ParameterTransform.Identity());
    }

    /** Advection turns energy around and coupling only passes it on, so that what is left is damping and forcing. */
    @Seeds
    void twoScalesExchangeEnergyWithoutMakingAny(Gen gen) {
        TwoScaleLorenz96 field = new TwoScaleLorenz96(8, 4, 10, 1, 10, 10);
        double[] state = vector(gen, field.size(), 3);

        double[] derivative = derivative(field, state);

        double expected = 0;
        for (int i = 0; i < field.size(); i++) {
            expected += i < 8 ? state[i] * (10 - state[i]) : -10 * state[i] * state[i];
        }
        assertThat(DenseKernels.dot(state, 0, derivative, 0, field.size())).isCloseTo(expected, within(1e-9));
    }

    @Seeds
    void twoScalesWithoutCouplingHaveTheSlowScaleOfLorenz96(Gen gen) {
        TwoScaleLorenz96 field = new TwoScaleLorenz96(8, 3, 10, 0, 10, 10);
        double[] state = vector(gen, field.size(), 3);

        double[] slow = derivative(new Lorenz96(8, 10), Arrays.copyOf(state, 8));

        assertThat(Arrays.copyOf(derivative(field, state), 8)).containsExactly(slow);
    }

    @Seeds
    void aLearnedForcingOfTheTrueSizeIsTheTrueModel(Gen gen) {
        double[] state = vector(gen, 9, 3);
        LearnedLorenz96 learned = new LearnedLorenz96(new Lorenz96(9, 0), List.of(parameter("forcing")));

        assertThat(derivative(learned, state, 8)).containsExactly(derivative(new Lorenz96(9, 8), state), within(1e-12));
    }

    @Seeds
    void aLearnedClosureIsALineInTheState(Gen gen) {
        double[] state = vector(gen, 9, 3);
        VectorField resolved = new Lorenz96(9, 8);
        LearnedLorenz96 learned = new LearnedLorenz96(new Lorenz96(9, 8), List.of(parameter("a0"), parameter("a1")));

        double[] difference = derivative(learned, state, -0.5, -0.2);
        double[] without = derivative(resolved, state);

        for (int i = 0; i < 9; i++) {
            assertThat(difference[i] - without[i]).isCloseTo(-0.5 - 0.2 * state[i], within(1e-12));
        }
    }

    /** Over a whole period transport moves things, and makes and loses none; f has no mean. */
    @Seeds
    void transportOnARingLosesOnlyWhatRelaxes(Gen gen) {
        TransportOnRing field = new TransportOnRing(32, 0.02, List.of(parameter("speed"), parameter("diffusivity")));
        double[] state = vector(gen, 32, 1);

        double change = Arrays.stream(derivative(field, state, 0.9, 0.4)).sum();

        assertThat(change).isCloseTo(-0.02 * Arrays.stream(state).sum(), within(1e-12));
    }

    @Seeds
    void transportOnATorusLosesOnlyWhatRelaxes(Gen gen) {
        TransportOnTorus field = new TransportOnTorus(new Torus(8), 0.15, 0.03, 0.15).withoutSources();
        double[] state = vector(gen, 64, 1);

        double change = Arrays.stream(derivative(field, state)).sum();

        assertThat(change).isCloseTo(-0.03 * Arrays.stream(state).sum(), within(1e-12));
    }

    @Test
    void periodicNoiseHasTheCovarianceThatItNames() {
        PeriodicNoise noise = new PeriodicNoise(6, 4, 0.5, 1.2);
        int members = 20_000;
        double[] values = new double[24 * members];

        noise.add(new RandomStreams(1, "noise").stream(0, Purpose.PROCESS_NOISE), members, values, 0);

        assertThat(noise.covariance(3, 3)).isCloseTo(0.25, within(1e-12));
        for (int other = 0; other < 24; other++) {
            double sample = DenseKernels.dot(values, 9 * members, values, other * members, members) / members;
            // Five standard deviations of a sample covariance at most 0.25 √2.
            assertThat(sample).isCloseTo(noise.covariance(9, other), within(5 * 0.25 * Math.sqrt(2.0 / members)));
        }
    }

    @Test
    void everyVariableIsObservedOnceInAWindowAndEquallyManyInEachStep() {
        ScatteredTimes network = new ScatteredTimes(new Ring(12), 4, 1, 3);
        Network steps = network.stepByStep();
        for (int window = 1; window <= 20; window++) {
            int[] each = new int[5];
            for (int place = 0; place < 12; place++) {
                each[network.step(window, place)]++;
            }
            assertThat(each).containsExactly(0, 3, 3, 3, 3);
            for (int step = 1; step <= 4; step++) {
                ObservationOperator operator = steps.operator(4 * (window - 1) + step);
                for (int i = 0; i < operator.places(); i++) {
                    assertThat(network.step(window, (int) operator.x(i))).isEqualTo(step);
                }
                assertThat(operator.places()).isEqualTo(3);
            }
        }
    }

    @Test
    void reportsAreLateAsOftenAsTheyShould() {
        LateReports late = LateReports.of(0.3, 1);
        int[] counts = new int[LateReports.LATEST + 1];
        for (int cycle = 1; cycle <= 500; cycle++) {
            for (int place = 0; place < 40; place++) {
                counts[late.delay(cycle, place)]++;
            }
        }
        assertThat(counts[0] / 20_000.0).isCloseTo(0.7, within(0.02));
        for (int delay = 1; delay <= LateReports.LATEST; delay++) {
            assertThat(counts[delay] / 20_000.0).isCloseTo(0.075, within(0.01));
        }
    }
}
