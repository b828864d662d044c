package io.fieldcast.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fieldcast.connectors.csv.CsvLayout;
import io.fieldcast.connectors.csv.CsvReplay;
import io.fieldcast.connectors.intake.EventTime;
import io.fieldcast.connectors.intake.Networks;
import io.fieldcast.connectors.intake.Rules;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.json.JsonReader;
import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.connectors.testkit.TestBroker;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.StationAnalysis;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What our sources and sinks promise on any broker; a class for each kind of broker (in this machine, as a process, in a
 * container) starts it. Each test uses topics of its own.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KafkaContract {
    private static final Rules RULES = Rules.of(Networks.of(Map.of("wind", List.of("A", "B", "C"))));
    private static final Properties NONE = new Properties();
    private static final int DAYS = 400;

    @TempDir
    Path directory;

    private Optional<TestBroker> broker = Optional.empty();

    /** Starts the broker of all tests of a class. */
    abstract TestBroker start();

    @BeforeAll
    void startBroker() {
        broker = Optional.of(start());
    }

    @AfterAll
    void stopBroker() {
        broker.ifPresent(TestBroker::close);
    }

    private String bootstrap() {
        return broker.orElseThrow().bootstrapServers();
    }

    @Test
    void createsTopicsOnceAndLeavesThemAlone() {
        TopicNames topics = topics("create", 3);
        Topics.createMissing(bootstrap(), topics.all(), 5, NONE);
        try (TopicReader reader = TopicReader.open(bootstrap(), topics.all(), NONE)) {
            assertThat(reader.readToEnd()).isEmpty();
        }
    }

    @Test
    void replaysAFileThroughAJobAndBackExactlyOnce() throws Exception {
        TopicNames topics = topics("round", 2);
        Path file = file(DAYS);
        CsvReplay.State end = replay(topics, file);
        assertThat(end.sent()).isEqualTo(3L * DAYS);
        assertThat(end.skipped()).isEqualTo(1);
        assertThat(end.lastSkipped()).contains("value: expected a finite number");
        try (OutgoingProducer producer = new OutgoingProducer(bootstrap(), topics, NONE)) {
            producer.send(new Outgoing(Topic.OBSERVATIONS, "A", 0, "{oops".getBytes(StandardCharsets.UTF_8)));
            byte[] large = new byte[2_000_000];
            producer.send(new Outgoing(Topic.OBSERVATIONS, "A", 0, large));
            producer.flush();
        }

        run(topics, "round");

        TreeSet<String> seen = new TreeSet<>();
        List<ConsumerRecord<String, byte[]>> analyses = TopicReader.readAll(bootstrap(), topics.analysis());
        for (ConsumerRecord<String, byte[]> message : analyses) {
            StationAnalysis analysis = JsonReader.analysis(message.value());
            assertThat(message.key()).isEqualTo("wind/" + analysis.station());
            assertThat(message.timestamp())
                    .isEqualTo(Math.max(0, analysis.time().toEpochMilli()));
            seen.add(analysis.station() + analysis.time());
        }
        assertThat(analyses).hasSize(3 * DAYS);
        assertThat(seen).hasSize(3 * DAYS);

        List<ConsumerRecord<String, byte[]>> letters = TopicReader.readAll(bootstrap(), topics.deadLetters());
        assertThat(letters)
                .extracting(message ->
                        JsonReader.deadLetter(message.value()).letter().reason())
                .containsExactlyInAnyOrder(
                        "json: Unexpected character ('o' (code 111)): was expecting double-quote to start field name at byte 2",
                        "record: expected at most 1048576 bytes, got 2000000");
        assertThat(letters)
                .allMatch(message ->
                        JsonReader.deadLetter(message.value()).letter().source().equals(topics.observations()));
    }

    @Test
    void showsNothingOfATransactionThatIsNotCommitted() throws Exception {
        TopicNames topics = topics("open", 1);
        Properties settings = new Properties();
        settings.setProperty("transactional.id", topics.analysis());
        JsonMessages messages = new JsonMessages();
        byte[] value = messages.analysis(new StationAnalysis("wind", "A", Instant.EPOCH, 1, 1, false)).value;
        try (var producer = TransactionalProducer.open(bootstrap(), settings)) {
            producer.send(topics.analysis(), value);
            assertThat(TopicReader.readAll(bootstrap(), topics.analysis())).isEmpty();
            producer.commit();
            assertThat(TopicReader.readAll(bootstrap(), topics.analysis())).hasSize(1);
            producer.send(topics.analysis(), value);
            producer.abort();
            assertThat(TopicReader.readAll(bootstrap(), topics.analysis())).hasSize(1);
        }
    }

    @Test
    void stopsAReplayThatWaits() throws Exception {
        TopicNames topics = topics("stop", 1);
        CsvReplay replay = new CsvReplay(file(DAYS), CsvLayout.DEFAULT, "wind", 1);
        CountDownLatch waiting = new CountDownLatch(1);
        try (OutgoingProducer producer = new OutgoingProducer(bootstrap(), topics, NONE)) {
            CompletableFuture<CsvReplay.State> end = CompletableFuture.supplyAsync(() -> {
                try {
                    return replay.run(producer, state -> waiting.countDown());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
            replay.stop();
            assertThat(end.get(60, TimeUnit.SECONDS).sent()).isEqualTo(3);
        }
        assertThat(TopicReader.readAll(bootstrap(), topics.observations())).hasSize(3);
    }

    @Test
    void tellsThatAMessageCouldNotBeDelivered() {
        TopicNames topics = topics("large", 1);
        try (OutgoingProducer producer = new OutgoingProducer(bootstrap(), topics, NONE)) {
            producer.send(new Outgoing(Topic.OBSERVATIONS, "A", 0, new byte[5 * 1024 * 1024]));
            assertThatThrownBy(producer::flush)
                    .isInstanceOf(KafkaException.class)
                    .hasMessage("a message could not be delivered");
        }
    }

    /** Observations in, an analysis for each out, dead letters beside them; one exactly-once sink for both. */
    private void run(TopicNames topics, String group) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        env.enableCheckpointing(200);
        DataStream<Incoming> incoming = env.fromSource(
                        KafkaSources.observations(
                                bootstrap(),
                                topics,
                                group,
                                new ObservationDecoder(RULES),
                                KafkaSources.End.LATEST,
                                NONE),
                        EventTime.strategy(Duration.ofDays(1), Duration.ZERO),
                        "observations")
                .uid("observations");
        incoming.map(KafkaContract::answer)
                .returns(Outgoing.class)
                .uid("answer")
                .sinkTo(KafkaSinks.exactlyOnce(bootstrap(), topics, "test-" + group, Duration.ofMinutes(10), NONE))
                .uid("sink");
        env.execute();
    }

    private static Outgoing answer(Incoming incoming) {
        if (incoming.isDeadLetter()) {
            return incoming.deadLetter();
        }
        Observation observation = incoming.toObservation();
        return new JsonMessages()
                .analysis(new StationAnalysis(
                        observation.field(), observation.station(), observation.time(), observation.value(), 0, false));
    }

    private CsvReplay.State replay(TopicNames topics, Path file) throws Exception {
        List<CsvReplay.State> states = new ArrayList<>();
        try (OutgoingProducer producer = new OutgoingProducer(bootstrap(), topics, NONE)) {
            CsvReplay.State end = new CsvReplay(file, CsvLayout.DEFAULT, "wind", CsvReplay.AS_FAST_AS_POSSIBLE)
                    .run(producer, states::add);
            assertThat(states).contains(end).hasSize(2);
            return end;
        }
    }

    private Path file(int days) throws Exception {
        StringBuilder text = new StringBuilder("time,station,value\n");
        Instant first = Instant.parse("1969-06-01T00:00:00Z");
        for (int day = 0; day < days; day++) {
            for (String station : List.of("A", "B", "C")) {
                text.append(first.plus(Duration.ofDays(day)))
                        .append(',')
                        .append(station)
                        .append(',')
                        .append(day)
                        .append('\n');
            }
        }
        return Files.writeString(directory.resolve("wind.csv"), text.append("0,A,x\n"));
    }

    private TopicNames topics(String prefix, int partitions) {
        TopicNames topics = TopicNames.withPrefix(prefix + ".");
        Topics.createMissing(bootstrap(), topics.all(), partitions, NONE);
        return topics;
    }
}
