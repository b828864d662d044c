package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.forecasting.ForecastState.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {
    private final Forecaster forecaster = new Forecaster(Fields.settings());
    private final ForecastState state = Fields.run(forecaster, 60);
    private final List<Observation> now = Fields.observations(forecaster, state.cycle() + 1);

    @Test
    void issuesTheForecastsOfItsResultOnce() {
        List<List<Forecast>> issued = new ArrayList<>();
        CycleResult result = forecaster.cycle(state, now, issued::add);
        assertThat(issued).hasSize(1);
        assertThat(issued.get(0)).isSameAs(result.forecasts()).isNotEmpty();
    }

    /** Forecasts leave before the cycle is over, so what takes them may cut it off. */
    @Test
    void isUnharmedByWhoCannotTakeItsForecasts() {
        IllegalStateException full = new IllegalStateException("full");
        assertThatThrownBy(() -> forecaster.cycle(state, now, forecasts -> {
                    throw full;
                }))
                .isSameAs(full);
        CycleResult after = forecaster.cycle(state, now);
        CycleResult fresh = new Forecaster(Fields.settings()).cycle(state, now);
        assertThat(Fields.bytes(after.next())).isEqualTo(Fields.bytes(fresh.next()));
    }

    @Test
    void leavesTheStateAsItWasAndRepeatsItself() {
        byte[] before = Fields.bytes(state);
        CycleResult one = forecaster.cycle(state, now);
        forecaster.cycle(one.next(), List.of());
        // The one has drawn its noise ahead for the cycle after next, the other draws it now.
        CycleResult other = new Forecaster(Fields.settings()).cycle(state, now);
        assertThat(Fields.bytes(state)).isEqualTo(before);
        assertThat(Fields.bytes(other.next())).isEqualTo(Fields.bytes(one.next()));
        assertThat(Fields.numbers(other)).containsExactly(Fields.numbers(one));
    }

    @Test
    void doesNotDependOnTheOrderOfTheObservations() {
        CycleResult sorted = forecaster.cycle(state, now);
        List<Observation> shuffled = new ArrayList<>(now);
        Collections.reverse(shuffled);
        Collections.swap(shuffled, 1, 4);
        CycleResult other = forecaster.cycle(state, shuffled);
        assertThat(Fields.bytes(other.next())).isEqualTo(Fields.bytes(sorted.next()));
        assertThat(other.quality()).isEqualTo(sorted.quality());
    }

    @Test
    void membersHaveTheMeanOfTheForecastAtStationsAndElsewhere() {
        Forecaster forecaster = new Forecaster(Fields.settings());
        ForecastState state = Fields.run(forecaster, 50);
        for (Forecast forecast : forecaster.cycle(state, List.of()).forecasts()) {
            double sum = 0;
            for (int i = 0; i < forecast.members(); i++) {
                sum += forecast.member(i);
            }
            assertThat(forecast.members()).isEqualTo(12);
            assertThat(sum / forecast.members()).as(forecast.station()).isCloseTo(forecast.mean(), within(1e-9));
        }
    }

    @Test
    void duplicatesChangeNothingButTheirVerdicts() {
        List<Observation> thrice = new ArrayList<>(now);
        thrice.addAll(now);
        thrice.addAll(0, now);
        CycleResult result = forecaster.cycle(state, thrice);
        assertThat(Fields.bytes(result.next()))
                .isEqualTo(Fields.bytes(forecaster.cycle(state, now).next()));
        assertThat(codes(result)).filteredOn(QcCode.DUPLICATE::equals).hasSize(2 * now.size());
    }

    @Test
    void withoutObservationsTheForecastsWidenAndStayFinite() {
        double before = forecaster.cycle(state, now).analysis().get(0).spread();
        ForecastState gap = forecaster.cycle(state, now).next();
        CycleResult result = forecaster.cycle(gap, List.of());
        for (int i = 0; i < 200; i++) {
            result = forecaster.cycle(result.next(), List.of());
            assertThat(Fields.isFinite(result.next())).isTrue();
        }
        assertThat(result.analysis().get(0).spread()).isGreaterThan(1.5 * before);
        assertThat(Arrays.stream(Fields.numbers(result))).allMatch(Double::isFinite);
    }

    @Test
    void anOutlierIsTurnedAwayAndHardlyMovesTheAnalysis() {
        List<Observation> wild = with(1, 60);
        CycleResult result = forecaster.cycle(state, wild);
        CycleResult missing = forecaster.cycle(
                state, now.stream().filter(o -> !o.station().equals("s1")).toList());
        assertThat(codes(result)).containsOnlyOnce(QcCode.OUTLIER);
        for (int place = 0; place < result.analysis().size(); place++) {
            double expected = missing.analysis().get(place).mean();
            // the station's own mean learns a little even from an outlier
            assertThat(result.analysis().get(place).mean()).isCloseTo(expected, within(place == 1 ? 0.5 : 0.2));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e308, -1e308, 1e59, Double.MIN_VALUE, 0})
    void noValueMakesAnythingNonFinite(double value) {
        CycleResult result = forecaster.cycle(state, with(2, value));
        for (int i = 0; i < 5; i++) {
            result = forecaster.cycle(result.next(), with(2, value));
        }
        result = forecaster.cycle(result.next(), now);
        assertThat(Fields.isFinite(result.next())).isTrue();
        assertThat(Arrays.stream(Fields.numbers(result))).allMatch(Double::isFinite);
        assertThat(result.diagnostics().numbers()).containsEntry("notfinite", 0.0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 7, 1e59, Double.MIN_VALUE})
    void aConstantFieldStaysFiniteAndSoDoesWhatFollows(double value) {
        ForecastState constant = forecaster.start(1);
        for (int i = 0; i < 300; i++) {
            List<Observation> same = new ArrayList<>();
            for (Observation one : Fields.observations(forecaster, constant.cycle() + 1)) {
                same.add(new Observation("test", one.station(), one.time(), value));
            }
            constant = forecaster.cycle(constant, same).next();
        }
        CycleResult result = forecaster.cycle(constant, Fields.observations(forecaster, constant.cycle() + 1));
        assertThat(Fields.isFinite(result.next())).isTrue();
        assertThat(Arrays.stream(Fields.numbers(result))).allMatch(Double::isFinite);
    }

    @Test
    void aDivergedEnsembleIsDrawnAfreshWithinOneCycleAndCounted() {
        ForecastState broken = state.copy();
        Arrays.fill(broken.ensemble().values(), 0, 12, Double.NaN);
        CycleResult result = forecaster.cycle(broken, now);
        assertThat(result.diagnostics().numbers()).containsEntry("diverged", 1.0);
        assertThat(Fields.isFinite(result.next())).isTrue();
        assertThat(forecaster.cycle(result.next(), List.of()).diagnostics().numbers())
                .containsEntry("diverged", 0.0);
    }

    @Test
    void placesWithoutASensorGetForecasts() {
        CycleResult result = forecaster.cycle(state, now);
        assertThat(result.forecasts()).hasSize(2 * (Fields.STATIONS + 1));
        assertThat(result.forecasts().get(Fields.STATIONS).station()).isEqualTo("between");
        assertThat(result.forecasts().get(Fields.STATIONS).mean()).isBetween(5.0, 15.0);
    }

    @Test
    void aStationThatJoinsLateStartsFromTheOthersMean() {
        Forecaster fresh = new Forecaster(Fields.settings());
        ForecastState without = fresh.start(1);
        for (int i = 0; i < 100; i++) {
            List<Observation> some =
                    Fields.observations(fresh, without.cycle() + 1).subList(0, 5);
            without = fresh.cycle(without, some).next();
        }
        CycleResult joined = fresh.cycle(without, Fields.observations(fresh, without.cycle() + 1));
        assertThat(codes(joined)).containsOnly(QcCode.ASSIMILATED);
        assertThat(joined.forecasts().get(5).mean()).isBetween(6.0, 14.0);
    }

    @Test
    void learnsNothingOnceLearningHasEnded() {
        Instant end = forecaster.timeOf(state.cycle() + 1);
        FieldSettings settings = Fields.settings(
                new RepresentationSpec.Nodes(),
                DynamicsSpec.of("ide").with("gain", 0.8).with("width", 1),
                end);
        Forecaster frozen = new Forecaster(settings);
        CycleResult result = frozen.cycle(state, now);
        List<Part> moving = List.of(Part.HISTORY, Part.PENDING, Part.SCORES, Part.SENSORS);
        for (Part part : Part.values()) {
            if (!moving.contains(part)) {
                assertThat(result.next().part(part).values())
                        .as(part.name())
                        .containsExactly(state.part(part).values());
            }
        }
        int members = state.ensemble().members();
        int from = state.ensemble().block("parameters").from() * members;
        assertThat(Arrays.copyOfRange(
                        result.next().ensemble().values(),
                        from,
                        state.ensemble().values().length))
                .containsExactly(Arrays.copyOfRange(
                        state.ensemble().values(), from, state.ensemble().values().length));
        assertThat(result.next().ensemble().values())
                .isNotEqualTo(state.ensemble().values());
    }

    @Test
    void carriesAFieldByDynamicsThatKeepTheirEnergyAndBooksWhatHappens() {
        Forecaster conserving = new Forecaster(Fields.settings(
                new RepresentationSpec.Cells(8, 0.3),
                DynamicsSpec.of("conserving-ide")
                        .with("speed", 0.2)
                        .with("diffusivity", 0.02)
                        .with("damping", 0.9),
                Instant.MAX));
        ForecastState later = Fields.run(conserving, 80);
        var numbers = conserving
                .cycle(later, Fields.observations(conserving, later.cycle() + 1))
                .diagnostics()
                .numbers();
        assertThat(numbers.get("energy.ledger.unbooked")).isCloseTo(0, within(1e-9));
        assertThat(numbers.get("mass.ledger.unbooked")).isCloseTo(0, within(1e-9));
        assertThat(numbers.get("energy.ledger.production")).isCloseTo(0, within(1e-9));
        assertThat(numbers.get("energy.ledger.dissipation")).isPositive();
        assertThat(numbers.get("energy.ledger.noise")).isPositive();
        assertThat(numbers.get("lead.1.skill")).isNotNull();
    }

    private List<Observation> with(int station, double value) {
        List<Observation> changed = new ArrayList<>(now);
        Observation one = now.get(station);
        changed.set(station, new Observation("test", one.station(), one.time(), value));
        return changed;
    }

    private static List<QcCode> codes(CycleResult result) {
        return result.quality().stream().map(Quality::code).toList();
    }
}
