package io.fieldcast.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fieldcast.domain.QcCode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusEndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final MetricReporter reporter = reporter();
    private final CycleMeters meters = CycleMetersTest.meters(FakeMetricGroup.operator(reporter, 0, 0), "wind");

    @AfterEach
    void close() {
        reporter.close();
    }

    @Test
    void servesEveryMeterUnderTheNameInTheTable() throws Exception {
        CycleMetersTest.bookOneOfEach(meters, FakeMetricGroup.operator(reporter, 1, 0));
        meters.cycle(CycleMetersTest.report(1.1, 4));
        String text = get("/metrics", "*/*").body();
        for (ForecastMeter meter : ForecastMeter.values()) {
            assertThat(text)
                    .containsPattern("(?m)^" + MeterTable.prometheusName(meter)
                            + "(_count)?\\{([a-z]+=\"[^\"]*\",)?field=\"wind\"");
        }
        assertThat(text)
                .contains("forecast_innovation_rms_sigma{field=\"wind\"} 1.1")
                .contains("forecast_observations_rejected_total{code=\"OUTLIER\",field=\"wind\"} 1.0")
                .contains("forecast_cycle_time_seconds_bucket{field=\"wind\",le=\"0.005\"} 1");
    }

    @Test
    void speaksOpenMetricsToWhoAsksForIt() throws Exception {
        HttpResponse<String> response = get("/metrics", "application/openmetrics-text; version=1.0.0");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @Test
    void saysThatItIsWell() throws Exception {
        assertThat(get("/healthz", "*/*").body()).isEqualTo("ok\n");
        assertThat(get("/elsewhere", "*/*").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesToBeWrittenTo() throws Exception {
        HttpRequest post = HttpRequest.newBuilder(address().resolve("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void isSharedByAllReportersOfOneProcess() throws Exception {
        URI before = address();
        MetricReporter second = reporter();
        assertThat(address()).isEqualTo(before);
        CycleMeters other = CycleMetersTest.meters(FakeMetricGroup.operator(second, 0, 0), "rain");
        other.observations(QcCode.ASSIMILATED, 2);
        assertThat(get("/metrics", "*/*").body())
                .contains("forecast_observations_accepted_total{field=\"rain\"} 2.0")
                .contains("forecast_observations_accepted_total{field=\"wind\"} 0.0");
        second.close();
        assertThat(get("/metrics", "*/*").body()).contains("field=\"wind\"").doesNotContain("field=\"rain\"");
    }

    @Test
    void closesWithTheLastReporter() {
        reporter.close();
        assertThat(SharedEndpoint.address()).isEmpty();
    }

    @Test
    void looksForAFreePortInItsRange() {
        int taken = address().getPort();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrometheusEndpoint.start(
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        "127.0.0.1",
                        new PortRange(taken, taken)))
                .withMessageContaining("no free port on 127.0.0.1 in " + taken);
    }

    @Test
    void readsPortsAndRanges() {
        assertThat(PortRange.parse("9249-9260")).isEqualTo(new PortRange(9249, 9260));
        assertThat(PortRange.parse(" 0 ")).isEqualTo(new PortRange(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRange.parse("many"))
                .withMessageContaining("port is 'many', expected a port or a range");
    }

    private static MetricReporter reporter() {
        Properties properties = new Properties();
        properties.setProperty("port", "0");
        return new MicrometerReporterFactory().createMetricReporter(properties);
    }

    private static URI address() {
        return SharedEndpoint.address().orElseThrow();
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address().resolve(path))
                .header("Accept", accept)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
