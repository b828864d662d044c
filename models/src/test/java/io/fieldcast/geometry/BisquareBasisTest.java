package io.fieldcast.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BisquareBasisTest implements RepresentationContract {
    private final BisquareBasis basis = BisquareBasis.over(new Box(-2, 1, 4, 5), 3, 9);

    @Override
    public Representation representation() {
        return basis;
    }

    @Override
    public Box surroundings() {
        return new Box(-6, -3, 8, 9);
    }

    @Test
    void countsItsFunctionsOverAllResolutions() {
        assertThat(basis.size()).isEqualTo(3 * 2 + 9 * 6);
        assertThat(BisquareBasis.over(new Box(0, 0, 1, 1), 3, 9).size()).isEqualTo(90);
    }

    @Test
    void hasNoNegativeWeight() {
        double[] weights = new double[basis.size()];
        for (double x = -2; x <= 4; x += 0.1) {
            basis.weights(x, 1 + (x + 2) * 0.6, weights);
            assertThat(Arrays.stream(weights).min().orElseThrow()).isNotNegative();
        }
    }

    @Test
    void givesEachFunctionItsLargestWeightNearItsCentre() {
        double[] weights = new double[basis.size()];
        for (int row = 6; row < basis.size(); row++) {
            basis.weights(basis.x(row), basis.y(row), weights);
            for (int other = 6; other < basis.size(); other++) {
                assertThat(weights[row]).isGreaterThanOrEqualTo(weights[other]);
            }
        }
    }

    @Test
    void staysUnchangedBeyondTheEdge() {
        double[] atTheEdge = new double[basis.size()];
        double[] beyond = new double[basis.size()];
        basis.weights(4, 3, atTheEdge);
        basis.weights(9, 3, beyond);
        assertThat(beyond).containsExactly(atTheEdge);
    }

    @Test
    void isContinuous() {
        double[] here = new double[basis.size()];
        double[] there = new double[basis.size()];
        for (double x = -2; x < 4; x += 0.01) {
            basis.weights(x, 2.2, here);
            basis.weights(x + 1e-7, 2.2, there);
            for (int row = 0; row < here.length; row++) {
                assertThat(there[row]).isCloseTo(here[row], within(1e-5));
            }
        }
    }
}
