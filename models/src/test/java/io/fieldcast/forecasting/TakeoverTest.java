package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Station;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.geometry.Network;
import io.fieldcast.geometry.Projection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes on and what begins anew when a running field gets other dynamics or settings. */
class TakeoverTest {
    private static final int CYCLES = 150;
    private static final List<Part> LEARNED = List.of(
            Part.MEAN, Part.SCALE, Part.NOISE, Part.WEIGHTS, Part.RATIOS, Part.QUANTILES, Part.PENDING, Part.SENSORS);

    private final FieldSettings before = Fields.settings();
    private final ForecastState state = Fields.run(new Forecaster(before), CYCLES);

    @Test
    void settingsThatDoNotTouchTheStateLeaveItToTheLastBit() {
        Forecaster after = new Forecaster(outlier(before, 3));
        assertThat(Fields.bytes(after.takeOver(state, before))).isEqualTo(Fields.bytes(state));
    }

    @Test
    void leavesTheOldStateAsItWas() {
        byte[] bytes = Fields.bytes(state);
        new Forecaster(dynamics("composition")).takeOver(state, before);
        new Forecaster(Fields.settings(DYNAMICS_WIDER)).takeOver(state, before);
        assertThat(Fields.bytes(state)).isEqualTo(bytes);
    }

    private static final DynamicsSpec DYNAMICS_WIDER =
            DynamicsSpec.of("ide").with("gain", 0.8).with("width", 2);

    @Test
    void aParameterThatIsDeclaredOtherwiseIsDrawnAnewAndTheOthersGoOn() {
        Forecaster after = new Forecaster(Fields.settings(DYNAMICS_WIDER));
        ForecastState next = after.takeOver(state, before);

        int members = state.ensemble().members();
        int parameters = state.ensemble().block("parameters").from();
        List<String> names = new FieldModel(before, members)
                .parameters().stream().map(parameter -> parameter.name()).toList();
        int width = parameters + names.indexOf("width");
        for (int row = 0; row < state.ensemble().size(); row++) {
            double[] now = row(next, row);
            assertThat(Arrays.equals(now, row(state, row))).as("row %d", row).isEqualTo(row != width);
        }
        assertThat(next.warmUpLeft()).isEqualTo(ForecastState.WARM_UP);
        assertThat(next.cycle()).isEqualTo(state.cycle());
    }

    @Test
    void dynamicsOfAnotherDimensionBeginFromClimatologyAndKeepWhatWasLearnedOfTheStations() {
        FieldSettings waves = dynamics("composition");
        Forecaster after = new Forecaster(waves);
        ForecastState next = after.takeOver(state, before);

        assertThat(next.ensemble().size()).isNotEqualTo(state.ensemble().size());
        for (Part part : LEARNED) {
            assertThat(next.part(part).values())
                    .as(part.name())
                    .containsExactly(state.part(part).values());
        }
        assertDeclaredAndSane(after, next);
    }

    @Test
    void anotherNumberOfMembersBeginsFromClimatologyToo() {
        FieldSettings more = Fields.settings(
                FilterSettings.of(FilterSettings.Kind.ETKF, 30, 2, AdaptiveInflation.NONE, new Inflation.None(), false),
                false);
        Forecaster after = new Forecaster(more);
        assertDeclaredAndSane(after, after.takeOver(state, before));
    }

    @Test
    void aStoredStateOfAnotherDimensionIsTakenOverLikewise() {
        Forecaster after = new Forecaster(dynamics("composition"));
        ForecastState next = after.adopt(state);
        assertThat(next.part(Part.MEAN).values())
                .containsExactly(state.part(Part.MEAN).values());
        assertDeclaredAndSane(after, next);
    }

    @Test
    void aStoredStateOfTheSameShapeGoesOnAsItIs() {
        assertThat(new Forecaster(before).adopt(state)).isSameAs(state);
    }

    @Test
    void aStoredStateOfAnotherNetworkIsRefused() {
        Network two = new Network(
                List.of(new Station("a", 0, 0), new Station("b", 10, 0)), List.of(), new Projection.Planar());
        Forecaster other =
                new Forecaster(Fields.settings(two, 12, before.representation(), before.dynamics(), Instant.MAX));
        assertThatThrownBy(() -> other.adopt(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test")
                .hasMessageContaining("another number of stations");
    }

    /** The bands of a declared warm-up are wide, not wrong; and the declaration ends. */
    private static void assertDeclaredAndSane(Forecaster after, ForecastState start) {
        assertThat(Fields.isFinite(start)).isTrue();
        assertThat(start.cyclesRun()).isZero();
        ForecastState next = start;
        int outside = 0;
        for (int i = 1; i <= ForecastState.WARM_UP + 1; i++) {
            long cycle = next.cycle() + 1;
            CycleResult result = after.cycle(next, Fields.observations(after, cycle));
            next = result.next();
            boolean warmUp = i < ForecastState.WARM_UP;
            assertThat(result.forecasts()).allMatch(forecast -> forecast.isOfWarmUp() == warmUp);
            assertThat(result.diagnostics().numbers().get("warm.up")).isEqualTo(Math.max(0, ForecastState.WARM_UP - i));
            assertThat(Fields.isFinite(next)).isTrue();
            outside += (int) result.forecasts().stream()
                    .filter(forecast -> forecast.lead().toHours() == 1
                            && !forecast.station().equals("between"))
                    .filter(forecast -> isOutside(forecast, cycle + 1))
                    .count();
        }
        assertThat(outside).as("truths outside the 90 %% band").isLessThan((int)
                (0.2 * Fields.STATIONS * ForecastState.WARM_UP));
    }

    private static boolean isOutside(Forecast forecast, long cycle) {
        double truth = Fields.wave((double) cycle, Fields.index(forecast.station()));
        return truth < forecast.quantile(0) || truth > forecast.quantile(forecast.levels() - 1);
    }

    private static double[] row(ForecastState state, int row) {
        int members = state.ensemble().members();
        return Arrays.copyOfRange(state.ensemble().values(), row * members, (row + 1) * members);
    }

    private FieldSettings dynamics(String kind) {
        return Fields.settings(DynamicsSpec.of(kind));
    }

    private static FieldSettings outlier(FieldSettings usual, double outlier) {
        return usual.with(
                usual.dynamics(),
                usual.noise(),
                usual.filter(),
                new FieldSettings.QualitySettings(outlier, usual.quality().learnErrors()),
                usual.combination(),
                usual.calibration());
    }
}
