package io.fieldcast.tests;

import io.fieldcast.connectors.csv.CsvLayout;
import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.connectors.kafka.Topics;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.pipeline.run.StreamingJob;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One field's job as users run it, between topics of its own. */
final class KafkaRuns {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrap;
    private final TopicNames topics;
    private final FieldFile field;

    /** Creates the topics. */
    KafkaRuns(String bootstrap, String name, int partitions, FieldFile field) {
        this.bootstrap = bootstrap;
        this.topics = TopicNames.withPrefix(name + ".");
        this.field = field.with(new FieldFile.Kafka(bootstrap, name + ".", name, true, Map.of()));
        Topics.createMissing(bootstrap, topics.all(), partitions, new Properties());
    }

    TopicNames topics() {
        return topics;
    }

    /** Sends the observations of a file, at so many seconds of event time in a second. */
    void send(Path file, double speed) throws Exception {
        CsvLayout layout = field.data().orElseThrow().layout();
        try (OutgoingProducer producer = new OutgoingProducer(bootstrap, topics, new Properties())) {
            new CsvReplay(file, layout, field.name(), speed).run(producer, CsvReplay.Progress.NONE);
        }
    }

    /** Sends messages of any topic. */
    void send(Outgoing... messages) {
        try (OutgoingProducer producer = new OutgoingProducer(bootstrap, topics, new Properties())) {
            for (Outgoing message : messages) {
                producer.send(message);
            }
            producer.flush();
        }
    }

    /** Starts the job on the test's cluster. */
    JobClient start(KafkaSources.End end, int parallelism, Optional<String> savepoint) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        savepoint.ifPresent(path -> {
            Configuration configuration = new Configuration();
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path);
            env.configure(configuration);
        });
        StreamingJob.build(env, List.of(field), JobPlan.of(List.of(field)).withParallelism(parallelism), end);
        return env.executeAsync();
    }

    /** Waits until so many forecasts, issued up to {@code last}, can be read. */
    void awaitForecasts(long count, Instant last) {
        long seen = 0;
        try (TopicReader reader = TopicReader.open(bootstrap, List.of(topics.forecasts()), new Properties())) {
            while (seen < count) {
                seen += reader.poll(POLL).stream()
                        .filter(message ->
                                !JsonReader.forecast(message.value()).issuedAt().isAfter(last))
                        .count();
            }
        }
    }

    /** What can be read now. */
    Sent sent() {
        return Sent.in(bootstrap, topics);
    }
}
