package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.Cholesky;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import org.junit.jupiter.api.Test;

class InnovationLikelihoodTest {
    private static final int COUNT = 16;
    private static final double LOCAL = 0.05;

    private final RandomStreams streams = new RandomStreams(3, "innovations");
    private final double[] distances = distances();

    @Test
    void findsTheNoiseThatMadeTheInnovations() {
        double[] truth = {Math.log(1.5), Math.log(2), Math.log(1.2)};
        Table learned = InnovationLikelihood.start(0.6, 3.6);
        InnovationLikelihood likelihood = new InnovationLikelihood(0.003);
        Cholesky made = new Cholesky(COUNT);
        assertThat(made.factor(covariance(truth))).isTrue();
        double[] innovations = new double[COUNT];
        for (int cycle = 1; cycle <= 4_000; cycle++) {
            streams.stream(cycle, Purpose.TRUTH).fillGaussian(0, innovations, 0, COUNT);
            made.multiplyLower(1, innovations);
            double[] expected = covariance(new double[] {learned.get(0, 0), learned.get(0, 1), learned.get(0, 2)});
            likelihood.learn(learned, COUNT, innovations, expected, distances, LOCAL, cycle);
        }
        assertThat(learned.get(0, InnovationLikelihood.FIELD)).isCloseTo(truth[0], within(0.15));
        assertThat(learned.get(0, InnovationLikelihood.LOCAL)).isCloseTo(truth[1], within(0.25));
        assertThat(learned.get(0, InnovationLikelihood.REACH)).isCloseTo(truth[2], within(0.2));
    }

    @Test
    void learnsNothingFromACovarianceThatIsNone() {
        Table learned = InnovationLikelihood.start(0.6, 3.6);
        double[] before = learned.values().clone();
        new InnovationLikelihood(0.003)
                .learn(learned, COUNT, new double[COUNT], new double[COUNT * COUNT], distances, LOCAL, 10);
        assertThat(learned.values()).containsExactly(before);
    }

    private double[] covariance(double[] logarithms) {
        double[] covariance = new double[COUNT * COUNT];
        for (int i = 0; i < COUNT * COUNT; i++) {
            covariance[i] = Math.exp(logarithms[0]) * Math.exp(-distances[i] / Math.exp(logarithms[2]));
        }
        for (int i = 0; i < COUNT; i++) {
            covariance[i * COUNT + i] += LOCAL * Math.exp(logarithms[1]);
        }
        return covariance;
    }

    private double[] distances() {
        RandomStreams.Stream where = streams.stream(0, Purpose.INITIAL_STATE);
        double[] between = new double[COUNT * COUNT];
        for (int i = 0; i < COUNT; i++) {
            for (int j = 0; j < COUNT; j++) {
                double dx = 3 * (where.uniform(2L * i) - where.uniform(2L * j));
                double dy = 3 * (where.uniform(2L * i + 1) - where.uniform(2L * j + 1));
                between[i * COUNT + j] = Math.hypot(dx, dy);
            }
        }
        return between;
    }
}
