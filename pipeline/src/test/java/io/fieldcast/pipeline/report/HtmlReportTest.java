package io.fieldcast.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static ScoreCollector collected(int days) {
        SyntheticRun run = new SyntheticRun(days, 5);
        ScoreCollector collector = new ScoreCollector(
                SyntheticRun.NETWORK, ScoreSettings.everything(false).on(Math::sqrt));
        run.observations.forEach(collector::add);
        run.forecasts.forEach(collector::add);
        run.analyses.forEach(collector::add);
        run.diagnostics.forEach(collector::add);
        collector.finish();
        return collector;
    }

    private static ReportFacts facts(String title) {
        TreeMap<String, String> numbers = new TreeMap<>();
        numbers.put("Observations", "15,000");
        numbers.put("Cycles", "3,000");
        numbers.put("Ensemble members", "64");
        numbers.put("Data", "made up, from an AR(1) process");
        return new ReportFacts(title, "wind speed", "m/s", "√(m/s)", true, numbers);
    }

    @Test
    void pageStandsAloneAndStaysSmall() throws IOException {
        Path file = Path.of("target", "report-test", "report.html");
        new HtmlReport(collected(3_000).report(facts("Made-up wind"))).write(file);
        String page = Files.readString(file);
        assertThat(page)
                .contains("<title>Made-up wind")
                .doesNotContain("{{title", "{{style", "{{data", "{{script")
                .doesNotContain("src=\"")
                .doesNotContain("@import");
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(Files.size(file)).isLessThan(5_000_000);
    }

    @Test
    void dataInThePageIsWellFormedAndKnowsVirtualSensors() throws IOException {
        JsonNode data =
                new ObjectMapper().readTree(collected(200).report(facts("x")).json());
        assertThat(data.get("leads")).hasSize(5);
        assertThat(data.get("stations").get(5).get("virtual").asBoolean()).isTrue();
        assertThat(data.get("stations").get(0).get("virtual").asBoolean()).isFalse();
        assertThat(data.get("series").get("VAL").get(0).get("t")).hasSize(200);
        assertThat(data.get("series").get("VAL").get(0).get("o").get(199).isNull())
                .isTrue();
        assertThat(data.get("calibration").get(0).get("coverage")).hasSize(9);
        assertThat(data.get("diagnostics").get("lines").get("innovation.rms")).hasSize(200);
    }

    @Test
    void textFromOutsideCannotBreakOutOfItsPlace() throws IOException {
        String page = new HtmlReport(collected(20).report(facts("</script><b>&"))).render();
        assertThat(page).doesNotContain("</script><b>").contains("&lt;/script&gt;&lt;b&gt;&amp;");
    }

    @Test
    void aRunWithoutForecastsStillGivesAPage() throws IOException {
        ScoreCollector empty = new ScoreCollector(SyntheticRun.NETWORK, ScoreSettings.everything(false));
        assertThat(new HtmlReport(empty.report(facts("Nothing yet"))).render()).contains("Nothing yet");
    }
}
