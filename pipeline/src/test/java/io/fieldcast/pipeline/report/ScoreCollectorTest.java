package io.fieldcast.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCollectorTest {
    private static final SyntheticRun RUN = new SyntheticRun(3_000, 3);
    private static final ScoreSettings ROOTS = ScoreSettings.everything(false).on(Math::sqrt);

    private static ScoreCollector collect(ScoreSettings settings, List<Observation> seen, List<Forecast> made) {
        ScoreCollector collector = new ScoreCollector(SyntheticRun.NETWORK, settings);
        seen.forEach(collector::add);
        made.forEach(collector::add);
        collector.finish();
        return collector;
    }

    @Test
    void givesThePerfectForecasterTheScoresThatTheoryKnows() {
        ScoreCollector collector = collect(
                ROOTS.window(Instant.parse("1973-01-01T00:00:00Z"), Instant.MAX), RUN.observations, RUN.forecasts);
        assertThat(collector.scores()).hasSize(3);
        for (LeadScore score : collector.scores()) {
            double kept = Math.pow(SyntheticRun.KEPT, (double) score.lead().toDays());
            double deviation = SyntheticRun.SPREAD * Math.sqrt(1 - kept * kept);
            assertThat(score.rmse()).isCloseTo(deviation, within(0.01));
            assertThat(score.bias()).isCloseTo(0, within(0.015));
            assertThat(score.crps()).isCloseTo(deviation / Math.sqrt(Math.PI), within(0.006));
            assertThat(score.coverage50()).isCloseTo(0.5, within(0.02));
            assertThat(score.coverage90()).isCloseTo(0.9, within(0.01));
            double persistence = SyntheticRun.SPREAD * Math.sqrt(2 * (1 - kept));
            assertThat(score.persistenceRmse()).isCloseTo(persistence, within(0.015));
            assertThat(score.persistenceCrps()).isCloseTo(persistence / Math.sqrt(Math.PI), within(0.01));
            assertThat(score.climatologyRmse()).isCloseTo(SyntheticRun.SPREAD, within(0.015));
            assertThat(score.climatologyCrps()).isCloseTo(SyntheticRun.SPREAD / Math.sqrt(Math.PI), within(0.01));
            assertThat(score.rmseSkillPersistence()).isCloseTo(1 - deviation / persistence, within(0.02));
        }
    }

    @Test
    void doesNotCareAboutOrderOrRepeatsWithinTheSlack() {
        ScoreSettings patient = ROOTS.patientFor(Duration.ofDays(4_000));
        List<Forecast> made = new ArrayList<>(RUN.forecasts.subList(0, 9_000));
        List<Observation> seen = new ArrayList<>(RUN.observations.subList(0, 2_500));
        List<LeadScore> inOrder = collect(patient, seen, made).scores();
        made.addAll(made.subList(100, 900));
        seen.addAll(seen.subList(0, 300));
        Collections.shuffle(made, new Random(1));
        Collections.shuffle(seen, new Random(2));
        assertThat(collect(patient, seen, made).scores()).isEqualTo(inOrder);
    }

    @Test
    void dropsWhatWasMatched() {
        ScoreCollector collector = new ScoreCollector(SyntheticRun.NETWORK, ROOTS);
        int most = 0;
        int forecast = 0;
        for (Observation observation : RUN.observations) {
            collector.add(observation);
            while (forecast < RUN.forecasts.size()
                    && !RUN.forecasts.get(forecast).issuedAt().isAfter(observation.time())) {
                collector.add(RUN.forecasts.get(forecast++));
            }
            most = Math.max(most, collector.waiting());
        }
        assertThat(most).isLessThan(100);
        collector.finish();
        assertThat(collector.dropped()).isZero();
        assertThat(collector.scores())
                .isEqualTo(collect(ROOTS, RUN.observations, RUN.forecasts).scores());
    }

    @Test
    void countsOnlyTheWindowTheStationsAndTheDaysAskedFor() {
        Instant from = Instant.parse("1972-01-01T00:00:00Z");
        ScoreSettings settings = ROOTS.window(from, Instant.parse("1973-01-01T00:00:00Z"))
                .without(Set.of("MAL"), Set.of(MonthDay.of(2, 29)));
        ScoreCollector collector = collect(settings, RUN.observations, RUN.forecasts);
        assertThat(collector.scores()).allSatisfy(score -> assertThat(score.n()).isEqualTo(365 * 4));
        assertThat(collector.board().stations()).containsExactly("BEL", "CLA", "DUB", "VAL");
    }

    @Test
    void writesOneObjectForEachLead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("deep/scores.json");
        ScoreCollector collector = collect(ROOTS, RUN.observations.subList(0, 500), RUN.forecasts.subList(0, 1_800));
        ScoresFile.write(file, collector.scores());
        JsonNode array = new ObjectMapper().readTree(file.toFile());
        assertThat(array).hasSize(3);
        assertThat(array.get(0).get("lead").asText()).isEqualTo("PT24H");
        for (String key :
                List.of("rmse", "mae", "crps", "coverage50", "coverage90", "n", "persistenceRmse", "climatologyCrps")) {
            assertThat(array.get(0).get(key).isNumber()).as(key).isTrue();
        }
    }

    @Test
    void withoutAnyForecastThereIsNoScore() {
        assertThat(collect(ROOTS, RUN.observations.subList(0, 50), List.of()).scores())
                .isEmpty();
    }
}
