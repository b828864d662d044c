package io.fieldcast.pipeline.run;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The whole way on one machine: a broker in this process, a history replayed into it, the streaming job on a local Flink, and a
 * reader that sees only what was committed.
 */
public final class Demo implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final FieldFile field;
    private final History history;
    private final EmbeddedBroker broker;
    private final TopicNames topics;

    /** Told what happens, on the thread that runs the demo. */
    public interface Watcher {
        /** Called a few times a second while forecasts come in. */
        void seen(Verdicts verdicts, Duration sinceJobStart);
    }

    private Demo(FieldFile field, History history, EmbeddedBroker broker, TopicNames topics) {
        this.field = field;
        this.history = history;
        this.broker = broker;
        this.topics = topics;
    }

    /** Starts a broker for a field's topics. */
    public static Demo start(FieldFile field) throws IOException {
        History history = History.of(field);
        EmbeddedBroker broker = EmbeddedBroker.start();
        TopicNames topics = TopicNames.withPrefix(field.kafka().prefix());
        broker.createTopics(topics.all(), 1);
        return new Demo(field, history, broker, topics);
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public History history() {
        return history;
    }

    /** Sends the history into the observations topic, as fast as the broker takes it; returns the number of records. */
    public long replay() throws IOException, InterruptedException {
        FieldFile.Data data = field.data().orElseThrow();
        CsvReplay replay = new CsvReplay(history.file(), data.layout(), field.name(), CsvReplay.AS_FAST_AS_POSSIBLE);
        try (OutgoingProducer producer = new OutgoingProducer(broker.bootstrapServers(), topics, new Properties())) {
            return replay.run(producer, CsvReplay.Progress.NONE).sent();
        }
    }

    /**
     * Runs the job over everything in the topic.
     *
     * @param metricsPort port for Prometheus
     * @return what the forecasts were worth
     */
    public Verdicts forecast(String metricsPort, Watcher watcher) throws Exception {
        FieldFile local = field.at(broker.bootstrapServers());
        StreamExecutionEnvironment env =
                LocalFlink.environment(field.stream().parallelism(), Optional.of(metricsPort), false);
        StreamingJob.build(env, List.of(local), JobPlan.of(List.of(local)), KafkaSources.End.LATEST);
        Verdicts verdicts = new Verdicts(local, history);
        Map<String, Topic> names = new HashMap<>();
        for (Topic topic : Topic.values()) {
            names.put(topics.of(topic), topic);
        }
        long started = System.nanoTime();
        JobClient job = env.executeAsync("fieldcast demo " + field.name());
        var result = job.getJobExecutionResult();
        List<String> results = topics.all().stream()
                .filter(name -> !name.equals(topics.observations()))
                .toList();
        try (TopicReader reader = TopicReader.open(broker.bootstrapServers(), results, new Properties())) {
            while (!result.isDone()) {
                take(reader.poll(POLL), names, verdicts);
                watcher.seen(verdicts, Duration.ofNanos(System.nanoTime() - started));
            }
            // Says why, if the job failed.
            result.get();
            take(reader.readToEnd(), names, verdicts);
        }
        verdicts.finish();
        watcher.seen(verdicts, Duration.ofNanos(System.nanoTime() - started));
        return verdicts;
    }

    private static void take(
            List<ConsumerRecord<String, byte[]>> records, Map<String, Topic> names, Verdicts verdicts) {
        for (ConsumerRecord<String, byte[]> message : records) {
            verdicts.add(names.getOrDefault(message.topic(), Topic.OBSERVATIONS), message.value());
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
