package io.fieldcast.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BfgsTest {
    private final Bfgs search = new Bfgs(1e-5, 1e-14, 300);

    @Test
    void findsTheEndOfRosenbrocksValley() {
        double[] x = {-1.2, 1, -1.2, 1};
        Bfgs.Outcome outcome = search.minimise(BfgsTest::rosenbrock, x, Bfgs.Progress.NONE);
        assertThat(outcome.converged()).isTrue();
        assertThat(x).containsExactly(new double[] {1, 1, 1, 1}, within(1e-5));
    }

    @Test
    void solvesABadlyScaledQuadratic() {
        double[] x = {5, -3, 8};
        search.minimise(
                p -> 1e4 * p[0] * p[0] + (p[1] - 1) * (p[1] - 1) + 1e-2 * p[2] * p[2] - 7, x, Bfgs.Progress.NONE);
        assertThat(x).containsExactly(new double[] {0, 1, 0}, within(1e-4));
    }

    @Test
    void staysWhereTheFunctionIsFinite() {
        double[] x = {3};
        search.minimise(p -> p[0] - Math.log(p[0]), x, Bfgs.Progress.NONE);
        assertThat(x[0]).isCloseTo(1, within(1e-5));
    }

    @Test
    void reportsEveryIteration() {
        List<Double> values = new ArrayList<>();
        Bfgs.Outcome outcome =
                search.minimise(BfgsTest::rosenbrock, new double[] {-1.2, 1}, (i, n, value) -> values.add(value));
        assertThat(values).hasSize(outcome.iterations());
        assertThat(values).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void refusesAStartWithoutAValue() {
        assertThatThrownBy(() -> search.minimise(p -> Double.NaN, new double[1], Bfgs.Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("finite");
    }

    private static double rosenbrock(double[] x) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i += 2) {
            double valley = x[i + 1] - x[i] * x[i];
            sum += 100 * valley * valley + (1 - x[i]) * (1 - x[i]);
        }
        return sum;
    }
}
