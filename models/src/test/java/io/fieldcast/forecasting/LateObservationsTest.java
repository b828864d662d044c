package io.fieldcast.forecasting;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What observations are worth whose cycle has run, or that lie between two cycles. */
class LateObservationsTest {
    private static final int CYCLES = 700;
    private static final int SETTLED = 200;

    private final RandomStreams streams = new RandomStreams(3, "late");

    private static Forecaster forecaster(LatePolicy policy) {
        return new Forecaster(Fields.settings(new FieldSettings.Late(policy, 3)));
    }

    @Test
    void takingThemInIsWorthMoreThanDroppingThemAndRunningTheirCyclesAgainIsWorthMost() {
        double dropped = forecastRmse(LatePolicy.DROP, 0.4);
        double carried = forecastRmse(LatePolicy.CARRY, 0.4);
        double replayed = forecastRmse(LatePolicy.REPLAY, 0.4);
        double punctual = forecastRmse(LatePolicy.DROP, 0);

        assertThat(carried).isLessThan(0.97 * dropped);
        assertThat(replayed).isLessThan(carried);
        assertThat(punctual).isLessThan(replayed);
    }

    @ParameterizedTest
    @EnumSource(LatePolicy.class)
    void nothingChangesWhereNothingIsLate(LatePolicy policy) {
        assertThat(forecastRmse(policy, 0)).isEqualTo(forecastRmse(LatePolicy.DROP, 0));
    }

    @Test
    void copiesThatComeLateChangeNothing() {
        Forecaster forecaster = forecaster(LatePolicy.CARRY);
        ForecastState once = Fields.run(forecaster, 50);
        ForecastState again = forecaster.start(1);
        for (int cycle = 1; cycle <= 50; cycle++) {
            List<Observation> all = new ArrayList<>(Fields.observations(forecaster, cycle));
            for (int back = 1; back <= 4 && back < cycle; back++) {
                all.addAll(Fields.observations(forecaster, cycle - back));
            }
            CycleResult result = forecaster.cycle(again, all);
            again = result.next();
            Instant time = forecaster.timeOf(cycle);
            assertThat(result.quality())
                    .filteredOn(one -> one.observation().time().isBefore(time))
                    .extracting(Quality::code)
                    .isSubsetOf(QcCode.DUPLICATE, QcCode.LATE);
        }
        assertThat(Fields.bytes(again)).isEqualTo(Fields.bytes(once));
    }

    @Test
    void whatIsTooOldIsNamedAndUseless() {
        Forecaster forecaster = forecaster(LatePolicy.CARRY);
        ForecastState state = Fields.run(forecaster, 30);
        List<Observation> now = Fields.observations(forecaster, 31);
        List<Observation> withOld = new ArrayList<>(now);
        Observation old = new Observation("test", "s1", forecaster.timeOf(27).minusSeconds(60), 12);
        withOld.add(old);

        CycleResult plain = forecaster.cycle(state, now);
        CycleResult result = forecaster.cycle(state, withOld);

        assertThat(result.quality())
                .filteredOn(one -> one.observation().equals(old))
                .extracting(Quality::code)
                .containsExactly(QcCode.LATE);
        assertThat(Fields.bytes(result.next())).isEqualTo(Fields.bytes(plain.next()));
        assertThat(forecaster.takes(27, 31, 1)).isFalse();
        assertThat(forecaster.takes(28, 31, 1)).isTrue();
        assertThat(forecaster.takes(28, 31, 29)).isFalse();
        assertThat(forecaster(LatePolicy.DROP).takes(30, 31, 1)).isFalse();
    }

    /** Half a step before the cycle the wave stood elsewhere; who takes the report for one of the cycle's time is misled. */
    @Test
    void anObservationBetweenTwoCyclesMeetsWhatTheMembersExpectedThen() {
        double atTheirTime = analysisRmse(true);
        double asIfOfTheCycle = analysisRmse(false);

        assertThat(atTheirTime).isLessThan(0.9 * asIfOfTheCycle);
    }

    /** Error of the analysis against the wave, all reports being half a step old. */
    private static double analysisRmse(boolean timesAreTold) {
        Forecaster forecaster = forecaster(LatePolicy.CARRY);
        ForecastState state = forecaster.start(1);
        double squares = 0;
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            List<Observation> reports = new ArrayList<>();
            for (Observation one : Fields.observations(forecaster, cycle)) {
                int station = Fields.index(one.station());
                double noise = one.value() - Fields.wave(cycle, station);
                Instant time = timesAreTold ? one.time().minusSeconds(1800) : one.time();
                reports.add(new Observation("test", one.station(), time, Fields.wave(cycle - 0.5, station) + noise));
            }
            CycleResult result = forecaster.cycle(state, reports);
            state = result.next();
            for (int station = 0; station < Fields.STATIONS && cycle > SETTLED; station++) {
                double error = result.analysis().get(station).mean() - Fields.wave(cycle, station);
                squares += error * error;
            }
        }
        return Math.sqrt(squares / (CYCLES - SETTLED) / Fields.STATIONS);
    }

    /** Error of the one-step forecast against the wave without its measurement noise. */
    private double forecastRmse(LatePolicy policy, double share) {
        Forecaster forecaster = forecaster(policy);
        ForecastState state = forecaster.start(1);
        Map<Long, List<Observation>> arriving = new TreeMap<>();
        List<ForecastState> kept = new ArrayList<>();
        List<List<Observation>> used = new ArrayList<>();
        double squares = 0;
        int count = 0;
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            for (Observation observation : Fields.observations(forecaster, cycle)) {
                arriving.computeIfAbsent(cycle + delay(cycle, observation, share), at -> new ArrayList<>())
                        .add(observation);
            }
            List<Observation> now = arriving.getOrDefault((long) cycle, List.of());
            if (policy == LatePolicy.REPLAY) {
                List<Observation> punctual = new ArrayList<>();
                int first = used.size();
                for (Observation observation : now) {
                    int back = (int) (cycle - forecaster.cycleOf(observation.time()));
                    if (back == 0) {
                        punctual.add(observation);
                    } else {
                        used.get(used.size() - back).add(observation);
                        first = Math.min(first, used.size() - back);
                    }
                }
                kept.add(state);
                List<CycleResult> again =
                        Rewind.run(forecaster, kept.subList(first, kept.size()), used.subList(first, used.size()));
                for (int i = 0; i < again.size(); i++) {
                    kept.set(first + 1 + i, again.get(i).next());
                }
                state = kept.get(kept.size() - 1);
                used.add(punctual);
                now = punctual;
            }
            CycleResult result = forecaster.cycle(state, now);
            state = result.next();
            if (cycle > SETTLED) {
                for (Forecast forecast : result.forecasts().subList(0, Fields.STATIONS)) {
                    double error = forecast.mean() - Fields.wave(cycle + 1, Fields.index(forecast.station()));
                    squares += error * error;
                    count++;
                }
            }
        }
        return Math.sqrt(squares / count);
    }

    private long delay(int cycle, Observation observation, double share) {
        RandomStreams.Stream stream = streams.stream(cycle, Purpose.MEASUREMENT);
        int index = Fields.index(observation.station());
        return stream.uniform(2L * index) < share ? 1 + (long) (3 * stream.uniform(2L * index + 1)) : 0;
    }
}
