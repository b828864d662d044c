package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.diagnostics.Predictability;
import io.fieldcast.dynamics.Propagator;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PredictabilityOfAFieldTest {
    private final Forecaster forecaster =
            new Forecaster(Fields.settings(new RepresentationSpec.Nodes(), DynamicsSpec.of("damped"), Instant.MAX));

    private Map<String, Double> cycleAfter(ForecastState state) {
        return forecaster
                .cycle(state, Fields.observations(forecaster, state.cycle() + 1))
                .diagnostics()
                .numbers();
    }

    private static double number(Map<String, Double> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    @Test
    void isMeasuredInEveryEighthCycleCountedFromTheFirst() {
        for (int cycles = 1; cycles <= 17; cycles++) {
            Map<String, Double> numbers = cycleAfter(Fields.run(forecaster, cycles));
            // The cycle after so many is the next.
            assertThat(numbers.containsKey("lyapunov.leading")).isEqualTo(cycles % 8 == 0);
            assertThat(numbers.containsKey("predictability.horizon")).isEqualTo(cycles % 8 == 0);
        }
    }

    @Test
    void growthIsThatOfTheDynamicsAsTheyAreLearned() {
        Map<String, Double> numbers = cycleAfter(Fields.run(forecaster, 16));
        double leading = number(numbers, "lyapunov.leading");
        // A damped field's errors die as fast as its anomalies: between the ends of what the damping may be.
        assertThat(Math.exp(leading))
                .isBetween(
                        number(numbers, "parameter.damping.low") * 0.9,
                        number(numbers, "parameter.damping.high") * 1.1);
        assertThat(number(numbers, "predictability.horizon")).isBetween(0.0, (double) Predictability.LONGEST);
    }

    @Test
    void measuringLeavesTheStateAsItWas() {
        ForecastState state = Fields.run(forecaster, 16);
        double[] before = state.ensemble().values().clone();
        cycleAfter(state);
        assertThat(state.ensemble().values()).containsExactly(before);
        assertThat(state.ensemble().block(Propagator.STATE).rows()).isEqualTo(Fields.STATIONS);
    }
}
