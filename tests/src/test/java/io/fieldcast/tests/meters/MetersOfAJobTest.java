package io.fieldcast.tests.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.ObservationDecoder;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.monitoring.MicrometerReporterFactory;
import io.fieldcast.monitoring.SharedEndpoint;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.ForecastJob;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.tests.load.IrishWind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running job on Flink's MiniCluster shows Flink's meters and ours at one address. */
class MetersOfAJobTest {
    private static final Properties NONE = new Properties();
    private static final int DAYS = 30;

    /** The last day waits until the next one is known to be complete, and that takes one day of lateness more. */
    private static final int CYCLES = DAYS - 2;

    @Test
    @Timeout(120)
    void flinksMetersAndOursLeaveByOneDoor() throws Exception {
        FieldFile file = IrishWind.file();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            send(broker, file);
            JobClient job = start(broker, file);
            try {
                String page = pageWith(
                        "forecast_cycles_total{field=\"irish-wind\"} " + CYCLES + ".0",
                        "forecast_cycle_time_seconds_count{field=\"irish-wind\"} " + CYCLES);
                assertThat(page)
                        .contains("forecast_observations_accepted_total{field=\"irish-wind\"} ")
                        .contains("forecast_dead_letters_total{field=\"irish-wind\",reason=\"json\"} 1.0")
                        .contains("forecast_innovation_rms_sigma{field=\"irish-wind\"} ")
                        .containsPattern("forecast_cycle_time_seconds_bucket\\{field=\"irish-wind\",le=")
                        .contains("forecast_latency_seconds_count{field=\"irish-wind\"} " + CYCLES)
                        .contains("forecast_processing_latency_seconds_count{field=\"irish-wind\"} " + CYCLES)
                        .containsPattern("forecast_skill_ratio\\{field=\"irish-wind\",lead=")
                        .containsPattern("flink_jobmanager_job_num_restarts\\S* 0.0")
                        .containsPattern(
                                "flink_taskmanager_job_task_operator_num_records_in_total\\{.*operator_name=\"forecast cycles\"");
            } finally {
                job.cancel().get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static void send(EmbeddedBroker broker, FieldFile file) throws Exception {
        broker.createTopics(TopicNames.DEFAULT.all(), 1);
        try (OutgoingProducer producer = new OutgoingProducer(broker.bootstrapServers(), TopicNames.DEFAULT, NONE)) {
            IrishWind.messages(file, DAYS).forEach(producer::send);
            producer.send(new Outgoing(Topic.OBSERVATIONS, "VAL", 0, "{oops".getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }
    }

    private static JobClient start(EmbeddedBroker broker, FieldFile file) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporters", "fieldcast");
        configuration.setString("metrics.reporter.fieldcast.factory.class", MicrometerReporterFactory.class.getName());
        configuration.setString("metrics.reporter.fieldcast.port", "0");
        var env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        var source = KafkaSources.observations(
                broker.bootstrapServers(),
                TopicNames.DEFAULT,
                "meters",
                new ObservationDecoder(IrishWind.rules(file)),
                KafkaSources.End.NEVER,
                NONE);
        ForecastJob.Messages messages = ForecastJob.build(env, source, JobPlan.of(List.of(file)));
        messages.forecasts()
                .union(messages.letters())
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        return env.executeAsync("meters");
    }

    /**
     * The meters' page once it has all these lines; the test's own time limit ends the wait. The meters of one cycle move one after
     * the other, so a page read in between has only some of them.
     */
    private static String pageWith(String... lines) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        while (true) {
            URI address = SharedEndpoint.address()
                    .orElseThrow(() -> new IllegalStateException("the reporter did not open its endpoint"));
            HttpResponse<String> page =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            if (Stream.of(lines).allMatch(page.body()::contains)) {
                return page.body();
            }
            Thread.sleep(100);
        }
    }
}
