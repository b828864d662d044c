package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.testkit.Gen;
import io.fieldcast.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is not a number, or too large or too small for one, comes in by an observation, by the dynamics or by a stored state:
 * nothing that is not finite is left in a state or goes out, and a cycle later all is well again and was counted.
 */
class R12NotFiniteTest {
    private static final double[] POISONS = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e308,
        -1e308,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        1e-310,
        0
    };

    /** The first so many make a state unusable; beside the others it stands. */
    private static final int HARMFUL = 5;

    private static final int POISONINGS = 20;
    private static final Forecaster NODES = new Forecaster(Fields.settings());
    private static final Forecaster CELLS = new Forecaster(
            Fields.settings(new RepresentationSpec.Cells(8, 0.4), DynamicsSpec.of("conserving-ide"), Instant.MAX));
    private static final ForecastState NODES_STATE = Fields.run(NODES, 60);
    private static final ForecastState CELLS_STATE = Fields.run(CELLS, 30);

    @TempDir
    Path folder;

    @Seeds
    void aNumberOfAStateMayBePoison(Gen gen) {
        boolean onCells = gen.integer(0, 3) == 0;
        Forecaster forecaster = onCells ? CELLS : NODES;
        for (int i = 0; i < POISONINGS; i++) {
            ForecastState state = (onCells ? CELLS_STATE : NODES_STATE).copy();
            int poison = gen.integer(0, POISONS.length - 1);
            String where = poison(state, POISONS[poison], gen);
            CycleResult result = forecaster.cycle(state, now(forecaster, state));
            assertFinite(where, result);
            if (poison < HARMFUL && !isUnknownToASensor(state)) {
                assertThat(counted(result)).as(where + " was counted").isPositive();
            }
            CycleResult after = forecaster.cycle(result.next(), now(forecaster, result.next()));
            assertFinite("after " + where, after);
            assertThat(after.diagnostics().numbers())
                    .as("after " + where)
                    .containsEntry("notfinite", 0.0)
                    .containsEntry("diverged", 0.0)
                    .containsEntry("members.redrawn", 0.0);
        }
    }

    @Seeds
    void aWholePartOfAStateMayBePoison(Gen gen) {
        for (Part part : Part.values()) {
            ForecastState state = NODES_STATE.copy();
            double poison = POISONS[gen.integer(0, POISONS.length - 1)];
            double[] values = state.part(part).values();
            for (int i = 0; i < values.length; i++) {
                values[i] = poison;
            }
            String where = part + " of " + poison;
            CycleResult result = NODES.cycle(state, now(NODES, state));
            for (int i = 0; i < 10; i++) {
                assertFinite(where, result);
                result = NODES.cycle(result.next(), now(NODES, result.next()));
            }
            assertThat(result.analysis())
                    .allSatisfy(
                            analysis -> assertThat(analysis.mean()).as(where).isBetween(0.0, 20.0));
        }
    }

    @Seeds
    void anObservationMayBeAnything(Gen gen) {
        ForecastState state = NODES_STATE;
        for (int cycle = 0; cycle < 40; cycle++) {
            List<Observation> observations = new ArrayList<>();
            for (Observation good : now(NODES, state)) {
                double value = gen.integer(0, 2) > 0 ? good.value() : POISONS[gen.integer(0, POISONS.length - 1)];
                observations.add(new Observation(good.field(), good.station(), good.time(), value));
            }
            CycleResult result = NODES.cycle(state, observations);
            assertFinite("cycle " + cycle, result);
            assertThat(result.diagnostics().numbers())
                    .containsEntry("diverged", 0.0)
                    .containsEntry("notfinite", 0.0);
            state = result.next();
        }
    }

    @Seeds
    void aFieldMayBeConstant(Gen gen) {
        double value = new double[] {0, 7, -1e60, 1e60, Double.MIN_VALUE, -1e-310}[gen.integer(0, 5)];
        ForecastState state = NODES.start(gen.integer(-1000, 1000));
        for (int cycle = 0; cycle < 100; cycle++) {
            List<Observation> observations = now(NODES, state).stream()
                    .map(one -> new Observation(one.field(), one.station(), one.time(), value))
                    .toList();
            CycleResult result = NODES.cycle(state, observations);
            assertFinite("cycle " + cycle + " of " + value, result);
            state = result.next();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 40, 60, 100, 150, 200, 308})
    void dynamicsMayBlowUp(double digits) throws IOException {
        for (double share : new double[] {0.1, 0.4, 1}) {
            Forecaster forecaster = Runaway.whileNamed(
                    folder,
                    () -> new Forecaster(Fields.settings(
                            new RepresentationSpec.Nodes(),
                            DynamicsSpec.of("runaway").with("share", share).with("digits", digits),
                            Instant.MAX)));
            ForecastState state = forecaster.start(1);
            double lost = 0;
            for (int cycle = 0; cycle < 200; cycle++) {
                CycleResult result = forecaster.cycle(state, now(forecaster, state));
                assertFinite("share " + share + ", cycle " + cycle, result);
                lost += counted(result);
                state = result.next();
            }
            assertThat(lost).as("share " + share + " was counted").isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e3, -1e3, 1e59, -1e59})
    void aForecastOnALogarithmicScaleStaysFinite(double transformed) {
        double value = new Transform.Logarithm(0.1).back(transformed);
        assertThat(value).isFinite().isGreaterThanOrEqualTo(-0.1);
    }

    private static List<Observation> now(Forecaster forecaster, ForecastState state) {
        return Fields.observations(forecaster, state.cycle() + 1);
    }

    /** Puts {@code value} anywhere into a state; says where. */
    private static String poison(ForecastState state, double value, Gen gen) {
        int part = gen.integer(-4, Part.values().length - 1);
        double[] values = part < 0
                ? state.ensemble().values()
                : state.part(List.of(Part.values()).get(part)).values();
        int at = gen.integer(0, values.length - 1);
        values[at] = value;
        return value + " at " + at + " of "
                + (part < 0 ? "the ensemble" : List.of(Part.values()).get(part));
    }

    /** A sensor's last value is NaN before its first report, so NaN there is no poison. */
    private static boolean isUnknownToASensor(ForecastState state) {
        for (double value : state.part(Part.SENSORS).values()) {
            if (Double.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    private static double counted(CycleResult result) {
        Map<String, Double> numbers = result.diagnostics().numbers();
        return numbers.getOrDefault("diverged", 0.0) + numbers.getOrDefault("members.redrawn", 0.0);
    }

    private static void assertFinite(String as, CycleResult result) {
        assertThat(result.next().ensemble().isFinite()).as(as).isTrue();
        for (Part part : Part.values()) {
            assertThat(Fields.isFinite(part, result.next()))
                    .as("%s: %s", as, part)
                    .isTrue();
        }
        assertThat(result.forecasts()).as(as).allMatch(R12NotFiniteTest::isFinite);
        assertThat(result.analysis()).as(as).allMatch(R12NotFiniteTest::isFinite);
        assertThat(result.quality()).as(as).allMatch(R12NotFiniteTest::isFiniteOrUnknown);
        assertThat(result.diagnostics().numbers().values()).as(as).allMatch(Double::isFinite);
    }

    private static boolean isFinite(Forecast forecast) {
        boolean finite = Double.isFinite(forecast.mean());
        for (int i = 0; i < forecast.levels(); i++) {
            finite &= Double.isFinite(forecast.quantile(i));
        }
        for (int i = 0; i < forecast.members(); i++) {
            finite &= Double.isFinite(forecast.member(i));
        }
        return finite;
    }

    private static boolean isFinite(StationAnalysis analysis) {
        return Stream.of(analysis.mean(), analysis.spread()).allMatch(Double::isFinite);
    }

    /** What was compared with a forecast says how; the rest says so by NaN in both. */
    private static boolean isFiniteOrUnknown(Quality quality) {
        return Double.isFinite(quality.innovation()) == Double.isFinite(quality.expected())
                && !Double.isInfinite(quality.innovation())
                && !Double.isInfinite(quality.expected());
    }
}
