package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import io.fieldcast.forecasting.FilterSettings.Kind;
import io.fieldcast.forecasting.ForecastState.Part;
import io.fieldcast.observation.Localization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a field's settings make of the assimilation operator. */
class OperatorTest {
    private static final int CYCLES = 300;

    private static FilterSettings filter(Kind kind, int threads, double merged, double staticShare) {
        boolean adaptive = kind != Kind.FINITE_SIZE && staticShare == 0;
        return new FilterSettings(
                kind,
                32,
                kind == Kind.ETKF ? FilterSettings.FROM_DENSITY : 3,
                Localization.ALL,
                staticShare,
                merged,
                adaptive ? AdaptiveInflation.standard() : AdaptiveInflation.NONE,
                new Inflation.None(),
                true,
                threads);
    }

    private static Forecaster forecaster(FilterSettings filter) {
        return new Forecaster(Fields.settings(filter, true));
    }

    /** One minus the squared error of the next cycle's forecast over that of the latest report. */
    private static double skill(Forecaster forecaster) {
        ForecastState state = forecaster.start(1);
        double skill = 0;
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            CycleResult result = forecaster.cycle(state, Fields.observations(forecaster, cycle));
            state = result.next();
            assertThat(result.verdict().isGood()).isTrue();
            skill = result.diagnostics().numbers().getOrDefault("lead.1.skill", 0.0);
        }
        assertThat(Fields.isFinite(state)).isTrue();
        return skill;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFilterForecastsBetterThanPersistence(Kind kind) {
        assertThat(skill(forecaster(filter(kind, 1, 0, 0)))).isGreaterThan(0.3);
    }

    @Test
    void soDoesAGainWithAShareOfTheClimatology() {
        assertThat(skill(forecaster(filter(Kind.DENKF, 1, 0, 0.3)))).isGreaterThan(0.3);
    }

    @Test
    void threadsDoNotMatter() {
        ForecastState one = Fields.run(forecaster(filter(Kind.LOCAL_SERIAL, 1, 0, 0)), 20);
        ForecastState three = Fields.run(forecaster(filter(Kind.LOCAL_SERIAL, 3, 0, 0)), 20);
        assertThat(Fields.bytes(three)).isEqualTo(Fields.bytes(one));
    }

    @Test
    void mergingStationsThatStandApartChangesNothingAndAcrossTheNetworkDoes() {
        byte[] apart = Fields.bytes(Fields.run(forecaster(filter(Kind.ETKF, 1, 1e-3, 0)), 20));
        byte[] none = Fields.bytes(Fields.run(forecaster(filter(Kind.ETKF, 1, 0, 0)), 20));
        byte[] all = Fields.bytes(Fields.run(forecaster(filter(Kind.ETKF, 1, 10, 0)), 20));
        assertThat(apart).isEqualTo(none);
        assertThat(all).isNotEqualTo(none);
    }

    @Test
    void aSensorThatHangsIsNamedAndTheOthersForecastsHardlyNotice() {
        Forecaster forecaster = forecaster(filter(Kind.ETKF, 1, 0, 0));
        ForecastState hanging = Fields.run(forecaster, 200);
        ForecastState silent = hanging;
        double last = Fields.observations(forecaster, 200).get(2).value();
        List<QcCode> codes = new ArrayList<>();
        double difference = 0;
        for (int cycle = 201; cycle <= 260; cycle++) {
            List<Observation> reports = new ArrayList<>(Fields.observations(forecaster, cycle));
            Observation stuck = new Observation("test", "s2", reports.get(2).time(), last);
            reports.remove(2);
            CycleResult without = forecaster.cycle(silent, reports);
            silent = without.next();
            reports.add(stuck);
            CycleResult with = forecaster.cycle(hanging, reports);
            hanging = with.next();
            codes.add(with.quality().stream()
                    .filter(one -> one.observation().equals(stuck))
                    .map(Quality::code)
                    .findFirst()
                    .orElseThrow());
            if (cycle > 230) {
                double one = with.forecasts().get(0).mean()
                        - without.forecasts().get(0).mean();
                difference = Math.max(difference, Math.abs(one));
            }
        }
        assertThat(codes.subList(20, codes.size())).containsOnly(QcCode.STUCK);
        assertThat(difference).isLessThan(0.2);
    }

    @Test
    void learnsWhichSensorIsNoisierThanStated() {
        Forecaster forecaster = forecaster(filter(Kind.ETKF, 1, 0, 0));
        ForecastState state = forecaster.start(1);
        for (int cycle = 1; cycle <= 2000; cycle++) {
            List<Observation> reports = new ArrayList<>(Fields.observations(forecaster, cycle));
            Observation quiet = reports.get(4);
            double wave = Fields.wave(cycle, 4);
            reports.set(4, new Observation("test", "s4", quiet.time(), wave + 3 * (quiet.value() - wave)));
            state = forecaster.cycle(state, reports).next();
        }
        double[] factors = state.part(Part.ERRORS).values();
        double others = (Arrays.stream(factors).sum() - factors[4]) / (Fields.STATIONS - 1);
        assertThat(factors[4]).isGreaterThan(2 * others);
    }

    /** What the neighbours reported then and what the station reported since leave little doubt of what it missed. */
    @Test
    void fillsAGapOnceTheTrailHasLeftIt() {
        Forecaster forecaster = forecaster(filter(Kind.ETKF, 1, 0, 0));
        ForecastState state = Fields.run(forecaster, 200);
        List<StationAnalysis> filled = new ArrayList<>();
        for (int cycle = 201; cycle <= 240; cycle++) {
            List<Observation> reports = new ArrayList<>(Fields.observations(forecaster, cycle));
            if (cycle % 5 == 0) {
                reports.remove(3);
            }
            CycleResult result = forecaster.cycle(state, reports);
            state = result.next();
            result.analysis().stream().filter(StationAnalysis::smoothed).forEach(filled::add);
        }
        assertThat(filled).hasSize(7).allMatch(one -> one.station().equals("s3"));
        double squares = 0;
        double innovations = 0;
        for (StationAnalysis one : filled) {
            long cycle = forecaster.cycleOf(one.time());
            assertThat(cycle % 5).isZero();
            double error = one.mean() - Fields.wave((double) cycle, 3);
            squares += error * error;
            innovations += Math.pow(Fields.wave((double) cycle, 3) - Fields.wave(cycle - 1.0, 3), 2);
        }
        assertThat(squares).as("against the station's last report").isLessThan(innovations);
    }

    @Test
    void fewLostMembersAreRedrawnFromTheOthers() {
        Forecaster forecaster = forecaster(filter(Kind.ETKF, 1, 0, 0));
        ForecastState state = Fields.run(forecaster, 50);
        int members = state.ensemble().members();
        ForecastState hurt = state.copy();
        hurt.ensemble().values()[3] = Double.NaN;
        hurt.ensemble().values()[5 * members + 7] = Double.POSITIVE_INFINITY;

        CycleResult whole = forecaster.cycle(state, Fields.observations(forecaster, 51));
        CycleResult result = forecaster.cycle(hurt, Fields.observations(forecaster, 51));

        assertThat(result.diagnostics().numbers())
                .containsEntry("members.redrawn", 2.0)
                .containsEntry("diverged", 0.0);
        assertThat(Fields.isFinite(result.next())).isTrue();
        double difference =
                result.forecasts().get(0).mean() - whole.forecasts().get(0).mean();
        assertThat(Math.abs(difference)).isLessThan(0.3);
    }
}
