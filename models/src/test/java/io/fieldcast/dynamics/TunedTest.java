package io.fieldcast.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.geometry.Grid;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunedTest {
    private static final Grid GRID = new Grid(5, 4, 0, 0, 1);

    private static Propagator ide() {
        Dynamics ide = new LinearIdeDynamics();
        return ide.build(GRID, 2, Choices.defaults(ide.settings()));
    }

    private static TrainedModel model() {
        Propagator ide = ide();
        double[] means = {0.3, 1.1, -0.2, 0.4};
        double[] deviations = {0.2, 1e-9, 0.3, 0.3};
        return Tuned.model("ide", ide.parameters(), means, deviations);
    }

    @Test
    void startsFromWhatWasFoundAndKeepsTheFloorOfTheSpread() {
        Propagator tuned = Tuned.of(ide(), model());
        assertThat(tuned.parameters()).extracting(Parameter::mean).containsExactly(0.3, 1.1, -0.2, 0.4);
        assertThat(tuned.parameters().get(0).sd()).isEqualTo(0.2);
        assertThat(tuned.parameters().get(1).sd())
                .isEqualTo(ide().parameters().get(1).spreadFloor());
        assertThat(tuned.claims()).isEqualTo(ide().claims());
    }

    @Test
    void isOtherwiseTheDynamicsThemselves() {
        // A method that is not passed on would answer for dynamics in general instead of for these.
        for (Method method : Propagator.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                assertThat(Arrays.stream(Tuned.class.getDeclaredMethods()))
                        .as(method.toString())
                        .anyMatch(own -> own.getName().equals(method.getName())
                                && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
            }
        }
    }

    @Test
    void refusesAModelThatKnowsOtherParameters() {
        assertThatThrownBy(() -> Tuned.of(ide(), new TrainedModel("ide", Map.of(), Map.of())))
                .hasMessageStartingWith("the ide model has no number ");
        Propagator damped = new DampedDynamics().build(GRID, 2, Choices.defaults(new DampedDynamics().settings()));
        double[] mean = {0.5};
        TrainedModel other = Tuned.model("damped", damped.parameters(), mean, mean);
        TrainedModel both = new TrainedModel(
                "damped",
                Map.of(
                        damped.parameters().get(0).name() + ".mean",
                        0.5,
                        damped.parameters().get(0).name() + ".sd",
                        0.5,
                        "speed.mean",
                        1.0),
                Map.of());
        assertThat(Tuned.of(damped, other).parameters().get(0).mean()).isEqualTo(0.5);
        assertThatThrownBy(() -> Tuned.of(damped, both))
                .hasMessageContaining("knows [speed.mean], which these dynamics do not have");
    }
}
