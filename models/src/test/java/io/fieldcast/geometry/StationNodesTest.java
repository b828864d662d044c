package io.fieldcast.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StationNodesTest implements RepresentationContract {
    private static final double[] X = {0, 120, 60, -40, 200, 90};
    private static final double[] Y = {0, 10, 150, 80, 190, 60};

    private final StationNodes nodes = new StationNodes(X, Y, 150);

    @Override
    public Representation representation() {
        return nodes;
    }

    @Override
    public Box surroundings() {
        return Box.around(X, Y, 300);
    }

    @Test
    void reproducesEachNode() {
        double[] weights = new double[X.length];
        for (int node = 0; node < X.length; node++) {
            nodes.weights(X[node], Y[node], weights);
            for (int other = 0; other < X.length; other++) {
                assertThat(weights[other]).isEqualTo(other == node ? 1 : 0);
            }
        }
    }

    @Test
    void nearsANodesValueWhenThePlaceNearsTheNode() {
        double[] weights = new double[X.length];
        nodes.weights(X[2] + 1e-7, Y[2], weights);
        for (int other = 0; other < X.length; other++) {
            assertThat(weights[other]).isCloseTo(other == 2 ? 1 : 0, within(1e-8));
        }
    }

    @Test
    void weighsTheNearerNodeMore() {
        double[] weights = new double[2];
        new StationNodes(new double[] {0, 10}, new double[] {0, 0}, 20).weights(3, 0, weights);
        assertThat(weights[0]).isGreaterThan(weights[1]).isLessThan(1);
    }

    @Test
    void letsStationsAtOnePlaceShareANode() {
        StationNodes shared = new StationNodes(new double[] {1, 5, 1}, new double[] {2, 2, 2}, 3);
        assertThat(shared.size()).isEqualTo(2);
    }

    @Test
    void standsForAConstantWithASingleNode() {
        double[] weights = new double[1];
        new StationNodes(new double[] {1}, new double[] {2}, 3).weights(50, 60, weights);
        assertThat(weights[0]).isCloseTo(1, within(1e-15));
    }

    @Test
    void refusesStationsThatItCannotTellApart() {
        assertThatThrownBy(() -> new StationNodes(new double[] {0, 1e-20, 9}, new double[] {0, 0, 0}, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too close together");
    }
}
