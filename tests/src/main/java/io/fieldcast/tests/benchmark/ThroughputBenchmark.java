package io.fieldcast.tests.benchmark;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.json.JsonMessages;
import io.fieldcast.connectors.kafka.KafkaSinks;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.ObservationDecoder;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.domain.Observation;
import io.fieldcast.pipeline.job.Engine;
import io.fieldcast.pipeline.job.ForecastJob;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.tests.load.SyntheticField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Observations per second through the whole job, from a topic that is already full to the last committed forecast: Kafka, decoding,
 * cycles, encoding, exactly-once sink. Once with the forecaster and once with a model that computes nothing, so that the ratio says
 * what the forecasts cost. Broker and job share the machine and the virtual machine.
 */
public final class ThroughputBenchmark {
    private static final Properties NONE = new Properties();
    private static final int PARTITIONS = 4;
    private static final int PARALLELISM = 2;
    private static final int STATIONS = 500;
    private static final Duration CHECKPOINT = Duration.ofSeconds(5);
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);
    private static final String FIELD = """
            step: 10m
            leads: [%s]
            quantiles: [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
            representation: {kind: bisquare, along: [4, 8]}
            filter: {kind: etkf, members: 32}
            """;

    private final EmbeddedBroker broker;
    private final SyntheticField field;

    /** One measured run. */
    private record Run(String name, long observations, long messages, double seconds) {
        double perSecond() {
            return observations / seconds;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%-12s %,9d observations in %6.2f s = %,9.0f observations/s, %,9.0f messages/s out",
                    name,
                    observations,
                    seconds,
                    perSecond(),
                    messages / seconds);
        }

        String json() {
            return String.format(
                    Locale.ROOT,
                    "{\"engine\":\"%s\",\"observations\":%d,\"messages\":%d,\"seconds\":%.3f,\"observations_per_second\":%.0f}",
                    name,
                    observations,
                    messages,
                    seconds,
                    perSecond());
        }
    }

    private ThroughputBenchmark(EmbeddedBroker broker, SyntheticField field) {
        this.broker = broker;
        this.field = field;
    }

    /** Arguments, all optional: thousands of observations (1000), lead times as in a field's file (10m), repetitions (1). */
    public static void main(String[] arguments) throws Exception {
        int thousands = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        String leads = arguments.length > 1 ? arguments[1] : "10m";
        int repetitions = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        int steps = thousands * 1000 / STATIONS;
        Path folder = Files.createTempDirectory("fieldcast-throughput");
        SyntheticField field = SyntheticField.of(STATIONS, 1, folder, FIELD.formatted(leads));
        System.out.println("machine      " + Machine.description());
        System.out.printf(
                "load         %d sensors, %d steps, leads %s, 7 quantiles, 32 members, 80 bisquare functions, global ETKF,%n"
                        + "             %d partitions, parallelism %d, exactly once, checkpoint %s%n",
                STATIONS, steps, leads, PARTITIONS, PARALLELISM, CHECKPOINT);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            ThroughputBenchmark benchmark = new ThroughputBenchmark(broker, field);
            // The compiler needs its time with either engine; nobody measures that.
            TopicNames little = benchmark.preload("warmup.", Math.min(steps, 200));
            benchmark.run("warm-up", little, PassThrough::new, Math.min(steps, 200));
            benchmark.run("warm-up", little, Engine.FORECASTER, Math.min(steps, 200));
            TopicNames topics = benchmark.preload("throughput.", steps);
            List<Run> runs = new ArrayList<>();
            for (int i = 0; i < repetitions; i++) {
                Run through = benchmark.run("pass-through", topics, PassThrough::new, steps);
                Run forecaster = benchmark.run("forecaster", topics, Engine.FORECASTER, steps);
                for (Run run : List.of(through, forecaster)) {
                    System.out.println(run.text());
                    runs.add(run);
                }
                System.out.printf(Locale.ROOT, "ratio        %.2f%n", forecaster.perSecond() / through.perSecond());
            }
            runs.forEach(run -> System.out.println(run.json()));
        }
        Files.delete(folder.resolve("stations.csv"));
        Files.delete(folder);
    }

    /** Fills a topic with the observations of so many steps. */
    private TopicNames preload(String prefix, int steps) {
        TopicNames topics = TopicNames.withPrefix(prefix);
        broker.createTopics(topics.all(), PARTITIONS);
        JsonMessages json = new JsonMessages();
        try (OutgoingProducer producer = new OutgoingProducer(broker.bootstrapServers(), topics, NONE)) {
            for (int step = 0; step < steps; step++) {
                for (Observation observation : field.observations(step)) {
                    producer.send(json.observation(observation));
                }
            }
            producer.flush();
        }
        return topics;
    }

    private Run run(String name, TopicNames filled, Engine engine, int steps) throws Exception {
        TopicNames out = TopicNames.withPrefix("out-" + System.nanoTime() + ".");
        TopicNames topics = out.withObservations(filled.observations());
        broker.createTopics(topics.all(), PARTITIONS);
        var env = StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, new Configuration());
        JobPlan asked = JobPlan.of(List.of(field.file()));
        JobPlan plan = new JobPlan(asked.fields(), asked.lateness(), Duration.ZERO, CHECKPOINT, PARALLELISM, engine);
        String bootstrap = broker.bootstrapServers();
        var source = KafkaSources.observations(
                bootstrap,
                topics,
                out.forecasts(),
                new ObservationDecoder(field.rules()),
                KafkaSources.End.LATEST,
                NONE);
        ForecastJob.Messages messages = ForecastJob.build(env, source, plan);
        messages.forecasts()
                .sinkTo(KafkaSinks.exactlyOnce(bootstrap, topics, out.forecasts(), TRANSACTION_TIMEOUT, NONE))
                .name("sink")
                .uid("sink");
        messages.letters()
                .sinkTo(KafkaSinks.exactlyOnce(bootstrap, topics, out.deadLetters(), TRANSACTION_TIMEOUT, NONE))
                .name("letters")
                .uid("letters");
        long begin = System.nanoTime();
        // A bounded job ends once its last transaction is committed, and what is committed can be read.
        env.execute(name);
        double seconds = (System.nanoTime() - begin) * 1e-9;
        return new Run(name, (long) steps * STATIONS, count(topics, steps), seconds);
    }

    /** Counts what readers of committed messages see; fewer forecasts than asked for would make the figure worthless. */
    private long count(TopicNames topics, int steps) {
        String bootstrap = broker.bootstrapServers();
        long forecasts = count(bootstrap, topics.forecasts());
        long expected =
                (long) steps * STATIONS * field.file().settings().leads().size();
        if (forecasts != expected) {
            throw new IllegalStateException(forecasts + " forecasts are readable, expected " + expected);
        }
        return forecasts
                + count(bootstrap, topics.analysis())
                + count(bootstrap, topics.quality())
                + count(bootstrap, topics.diagnostics());
    }

    private static long count(String bootstrap, String topic) {
        long count = 0;
        try (TopicReader reader = TopicReader.open(bootstrap, List.of(topic), NONE)) {
            for (int some = 1, empty = 0; empty < 3; ) {
                some = reader.poll(Duration.ofSeconds(1)).size();
                count += some;
                empty = some == 0 ? empty + 1 : 0;
            }
        }
        return count;
    }
}
