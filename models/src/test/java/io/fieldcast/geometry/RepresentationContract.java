package io.fieldcast.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every representation promises. */
public interface RepresentationContract {
    /** The one under test. */
    Representation representation();

    /** A rectangle of places to ask for, larger than what the representation covers. */
    Box surroundings();

    @Test
    default void itsWeightsSumToOneEverywhere() {
        double[] weights = new double[representation().size()];
        eachPlace((x, y) -> {
            representation().weights(x, y, weights);
            assertThat(Arrays.stream(weights).sum()).as("at %s, %s", x, y).isCloseTo(1, within(1e-12));
        });
    }

    @Test
    default void itsWeightsDependOnNothingButThePlace() {
        double[] weights = new double[representation().size()];
        double[] again = new double[representation().size()];
        Arrays.fill(again, Double.NaN);
        representation().weights(representation().x(0), representation().y(0), weights);
        representation().weights(representation().x(0), representation().y(0), again);
        assertThat(again).containsExactly(weights);
    }

    @Test
    default void refusesWeightsOfAnotherLength() {
        double[] weights = new double[representation().size() + 1];
        assertThatThrownBy(() -> representation().weights(0, 0, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected " + representation().size());
    }

    private void eachPlace(Place visitor) {
        RandomStreams.Stream random = new RandomStreams(1, "places").stream(0, RandomStreams.Purpose.MEASUREMENT);
        Box box = surroundings();
        for (int i = 0; i < 500; i++) {
            visitor.visit(
                    box.west() + box.width() * random.uniform(2L * i),
                    box.south() + box.height() * random.uniform(2L * i + 1));
        }
    }

    /** Called for each place. */
    interface Place {
        void visit(double x, double y);
    }
}
