package io.fieldcast.tests.meters;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.monitoring.SharedEndpoint;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.pipeline.run.LocalFlink;
import io.fieldcast.pipeline.run.StreamingJob;
import io.fieldcast.tests.load.IrishWind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;

/** The job as users run it, on a month of wind and one record that nobody can read, until it is closed. */
final class RunningJob implements AutoCloseable {
    static final int DAYS = 30;

    /** The last day waits until the next one is known to be complete, and that takes one day of lateness more. */
    static final int CYCLES = DAYS - 2;

    private final EmbeddedBroker broker;
    private final JobClient job;

    private RunningJob(EmbeddedBroker broker, JobClient job) {
        this.broker = broker;
        this.job = job;
    }

    static RunningJob start() throws Exception {
        FieldFile file = IrishWind.file();
        EmbeddedBroker broker = EmbeddedBroker.start();
        try {
            send(broker, file);
            FieldFile local = file.at(broker.bootstrapServers());
            JobPlan plan = JobPlan.of(List.of(local));
            JobPlan quick =
                    new JobPlan(plan.fields(), plan.lateness(), plan.idle(), Duration.ofMillis(500), 1, plan.engine());
            var env = LocalFlink.environment(1, Optional.of("0"), true);
            StreamingJob.build(env, List.of(local), quick, KafkaSources.End.NEVER);
            return new RunningJob(broker, env.executeAsync("meters"));
        } catch (Exception e) {
            broker.close();
            throw e;
        }
    }

    /**
     * The meters' page once it matches all these; the test's own time limit ends the wait. The meters of one cycle move one after the
     * other, so a page read in between has only some of them.
     */
    String pageWith(String... lines) throws IOException, InterruptedException {
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

    private static void send(EmbeddedBroker broker, FieldFile file) throws IOException {
        broker.createTopics(TopicNames.DEFAULT.all(), 1);
        try (OutgoingProducer producer =
                new OutgoingProducer(broker.bootstrapServers(), TopicNames.DEFAULT, new Properties())) {
            IrishWind.messages(file, DAYS).forEach(producer::send);
            producer.send(new Outgoing(Topic.OBSERVATIONS, "VAL", 0, "{oops".getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }
    }

    @Override
    public void close() {
        try {
            job.cancel().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the job could not be cancelled", e);
        } finally {
            broker.close();
        }
    }
}
