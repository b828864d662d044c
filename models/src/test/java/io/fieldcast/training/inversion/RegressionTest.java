package io.fieldcast.training.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.ParameterTransform;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network of one hidden layer with ten tanh units, fitted to noisy values of a curve, judged by the curve at other places. */
class RegressionTest {
    private static final int UNITS = 10;
    private static final int MEMBERS = 100;
    private static final int POINTS = 80;
    private static final double NOISE = 0.05;
    private static final double REACH = 4;
    private static final double SLOPE = 1.5;

    private static List<Parameter> weights() {
        List<Parameter> weights = new ArrayList<>();
        for (int unit = 0; unit < UNITS; unit++) {
            // Every unit bends at a place of its own and one way, or a mean over the members would mean nothing.
            double bend = REACH * (2 * (unit + 0.5) / UNITS - 1);
            weights.add(weight("slope." + unit, SLOPE));
            weights.add(weight("shift." + unit, -SLOPE * bend));
            weights.add(weight("weight." + unit, 0));
        }
        weights.add(weight("offset", 0));
        return weights;
    }

    private static Parameter weight(String name, double mean) {
        return new Parameter(name, mean, 0.5, 0, new ParameterTransform.Identity());
    }

    private static double network(double x, double[] weights, int members, int member) {
        double sum = weights[3 * UNITS * members + member];
        for (int unit = 0; unit < UNITS; unit++) {
            int at = 3 * unit * members + member;
            sum += weights[at + 2 * members] * Math.tanh(weights[at] * x + weights[at + members]);
        }
        return sum;
    }

    private static double explainedShare(DoubleUnaryOperator curve, long seed) {
        RandomStreams streams = new RandomStreams(seed, "regression");
        RandomStreams.Stream places = streams.stream(0, Purpose.TRUTH);
        RandomStreams.Stream noise = streams.stream(0, Purpose.MEASUREMENT);
        Ensemble weights = PriorDraw.exact(weights(), MEMBERS, streams);
        Misfit misfit = (iteration, members, batch) -> {
            for (int i = 0; i < POINTS; i++) {
                double x = REACH * (2 * places.uniform(i) - 1);
                double y = curve.applyAsDouble(x) + NOISE * noise.gaussian(i);
                int at = batch.offset(batch.add(y, NOISE * NOISE, x, 0));
                for (int m = 0; m < MEMBERS; m++) {
                    batch.predicted()[at + m] = network(x, members.values(), MEMBERS, m);
                }
            }
        };
        EnsembleInversion.kalmanInversion(new FilterSpec.Etkf(), 60, 4)
                .run(weights, misfit, 0, streams, EnsembleInversion.Progress.NONE);
        double[] fitted = new double[weights.size()];
        for (int row = 0; row < fitted.length; row++) {
            fitted[row] = weights.mean(row);
        }
        double missed = 0;
        double mean = 0;
        double square = 0;
        int tests = 400;
        for (int i = 0; i < tests; i++) {
            double x = REACH * (2 * (i + 0.5) / tests - 1);
            double y = curve.applyAsDouble(x);
            missed += Math.pow(network(x, fitted, 1, 0) - y, 2) / tests;
            mean += y / tests;
            square += y * y / tests;
        }
        return 1 - missed / (square - mean * mean);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fitsASine(long seed) {
        assertThat(explainedShare(Math::sin, seed)).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fitsAMexicanHat(long seed) {
        assertThat(explainedShare(x -> (1 - x * x) * Math.exp(-x * x / 2), seed))
                .isGreaterThanOrEqualTo(0.95);
    }
}
