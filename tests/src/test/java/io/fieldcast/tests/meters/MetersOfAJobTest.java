package io.fieldcast.tests.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.monitoring.ForecastMeter;
import io.fieldcast.monitoring.MeterTable;
import io.fieldcast.tests.monitoring.AlertRule;
import io.fieldcast.tests.monitoring.GrafanaAlerts;
import io.fieldcast.tests.monitoring.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a real job shows at its one door, and that meters, dashboards, alerts and runbook are one closed set: nobody asks for what is
 * not there, and nothing is there that nobody looks at. {@code ReadmeTest} holds the README's table to the same meters.
 */
class MetersOfAJobTest {
    private static final Path ROOT = Path.of("..");
    private static final Path MONITORING = ROOT.resolve("monitoring");
    private static final List<Path> DASHBOARDS = Stream.of("service", "forecast", "assimilation")
            .map(name -> MONITORING.resolve("grafana/dashboards/" + name + ".json"))
            .toList();

    /** Made by Prometheus itself for each of its targets. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "scrape_samples_scraped");

    private static String page = "";

    @BeforeAll
    @Timeout(120)
    static void runAJob() throws Exception {
        try (RunningJob job = RunningJob.start()) {
            page = job.pageWith(
                    "forecast_cycles_total{field=\"irish-wind\"} " + RunningJob.CYCLES + ".0",
                    "forecast_latency_seconds_count{field=\"irish-wind\"} " + RunningJob.CYCLES,
                    "flink_jobmanager_job_last_checkpoint_completed_timestamp",
                    "flink_taskmanager_job_task_operator_watermark_lag",
                    "forecast_gaps_total{field=\"irish-wind\"} 0.0");
        }
    }

    @Test
    void flinksMetersAndOursLeaveByOneDoor() {
        assertThat(page)
                .contains("forecast_observations_accepted_total{field=\"irish-wind\"} ")
                .contains("forecast_dead_letters_total{field=\"irish-wind\",reason=\"json\"} 1.0")
                .contains("forecast_innovation_rms_sigma{field=\"irish-wind\"} ")
                .containsPattern("forecast_cycle_time_seconds_bucket\\{field=\"irish-wind\",le=")
                .containsPattern("forecast_parameter_mean\\{field=\"irish-wind\",parameter=\"gain\"}")
                .containsPattern("forecast_skill_ratio\\{field=\"irish-wind\",lead=")
                .containsPattern("flink_jobmanager_job_num_restarts\\S* 0.0")
                .containsPattern(
                        "flink_taskmanager_job_task_operator_num_records_in_total\\{.*operator_name=\"forecast cycles\"");
    }

    @Test
    void whatItShowsOfOursIsTheTableAndNothingElse() {
        Set<String> shown = names().stream()
                .filter(name -> name.startsWith("forecast_"))
                .map(MetersOfAJobTest::withoutSuffix)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ForecastMeter.values())
                        .map(MeterTable::prometheusName)
                        .toList());
    }

    @Test
    void itsSeriesAreFewAndKeepTheirNamesAcrossRestarts() {
        assertThat(page).doesNotContain("task_attempt_id=", "task_attempt_num=", "job_id=");
        assertThat(page.lines().filter(line -> !line.startsWith("#"))).hasSizeLessThan(5000);
    }

    @Test
    void dashboardsAskForNothingThatIsNotThere() throws IOException {
        assertThat(askedByDashboards()).isSubsetOf(names());
    }

    @Test
    void everyMeterOfOursIsOnADashboard() throws IOException {
        Set<String> asked = askedByDashboards().stream()
                .map(MetersOfAJobTest::withoutSuffix)
                .collect(Collectors.toSet());
        assertThat(asked)
                .containsAll(Arrays.stream(ForecastMeter.values())
                        .map(MeterTable::prometheusName)
                        .toList());
    }

    @Test
    void alertsAskForNothingThatIsNotThere() throws IOException {
        for (AlertRule rule : rules()) {
            assertThat(Queries.meters(rule.expression()))
                    .as(rule.name())
                    .isNotEmpty()
                    .isSubsetOf(names());
        }
    }

    @Test
    void everyAlertHasItsSectionInTheRunbookAndNoSectionIsWithoutAlert() throws IOException {
        List<String> sections = Files.readString(MONITORING.resolve("RUNBOOK.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();
        assertThat(sections)
                .containsExactlyElementsOf(rules().stream().map(AlertRule::name).toList());
    }

    @Test
    void everyAlertIsSeenToFireInAUnitTest() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String file : List.of("service", "forecast")) {
            tests.add(Files.readString(MONITORING.resolve("prometheus/tests/" + file + ".yaml")));
        }
        Pattern fired = Pattern.compile("alertname: (\\w+)\\n +exp_alerts:\\n");
        Set<String> names = tests.stream()
                .flatMap(text -> fired.matcher(text).results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(
                        rules().stream().map(AlertRule::name).toList());
    }

    @Test
    void grafanaIsProvisionedWithTheSameAlerts() throws IOException {
        assertThat(ROOT.resolve(GrafanaAlerts.PROVISIONED)).hasContent(GrafanaAlerts.provisioning(rules()));
    }

    private static Set<String> askedByDashboards() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (Path dashboard : DASHBOARDS) {
            for (String query : Queries.of(dashboard)) {
                asked.addAll(Queries.meters(query));
            }
        }
        return asked;
    }

    private static List<AlertRule> rules() throws IOException {
        return AlertRule.read(ROOT.resolve(GrafanaAlerts.RULES));
    }

    /** Names of all series on the page, and those that Prometheus adds. */
    private static Set<String> names() {
        Set<String> names = new TreeSet<>(OF_PROMETHEUS);
        page.lines().filter(line -> !line.startsWith("#")).forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }

    /** A timer's name without what each of its series adds. */
    private static String withoutSuffix(String name) {
        return name.replaceFirst("_seconds_(bucket|count|sum|max)$", "_seconds");
    }
}
