package io.fieldcast.tests.faults;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.kafka.KafkaSinks;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.ObservationDecoder;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.ForecastJob;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.tests.cluster.ProcessCluster;
import io.fieldcast.tests.load.IrishWind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Fault R1: TaskManagers die by {@code kill -9} at seeded moments while the bundled field streams through Kafka and an exactly-once
 * sink; each time a new one takes over. What is committed at the end is compared with a run in which nobody died.
 *
 * <p>Checkpoints follow each other so closely that many of the moments fall into one.
 */
public final class TaskManagerKills {
    private static final Properties NONE = new Properties();
    private static final Duration CHECKPOINT = Duration.ofMillis(500);
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int PARTITIONS = 2;

    /** Between two kills the field's days come at this pace, so that every moment has work in hand. */
    private static final long DAY_MILLIS = 50;

    private final int kills;
    private final int days;
    private final long seed;
    private final Consumer<String> lines;

    /**
     * One kill.
     *
     * @param visible messages that were committed when it happened
     * @param recovery from the kill until the next message was readable
     */
    public record Kill(int number, long visible, Duration recovery) {}

    /** What readers of committed messages saw of one run. */
    public record Output(long messages, long forecasts, long duplicates, String digest) {}

    /**
     * @param kills in their order
     * @param restarts of the job, as Flink counts them
     * @param faulted the run with kills
     * @param unfaulted the same observations with nobody killed
     */
    public record Result(List<Kill> kills, int restarts, Output faulted, Output unfaulted) {
        /** Nothing lost, nothing twice, nothing different. */
        public boolean isExactlyOnce() {
            return faulted.duplicates == 0 && faulted.equals(unfaulted);
        }
    }

    /**
     * @param kills how many TaskManagers die
     * @param days of the field that are streamed for each kill
     * @param seed of the moments
     * @param lines receives a line for each step
     */
    public TaskManagerKills(int kills, int days, long seed, Consumer<String> lines) {
        this.kills = kills;
        this.days = days;
        this.seed = seed;
        this.lines = lines;
    }

    /** Twenty kills, or as many as the first argument says, with the seed of the second; exits with 1 if anything was lost. */
    public static void main(String[] arguments) throws Exception {
        int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        Result result = new TaskManagerKills(kills, 60, seed, System.out::println).run();
        long[] recoveries = result.kills().stream()
                .mapToLong(kill -> kill.recovery().toMillis())
                .sorted()
                .toArray();
        System.out.printf("unfaulted  %s%n", result.unfaulted());
        System.out.printf("faulted    %s%n", result.faulted());
        System.out.printf(
                "recovery   median %d ms, p95 %d ms, longest %d ms; %d restarts%n",
                recoveries[recoveries.length / 2],
                recoveries[(int) Math.ceil(recoveries.length * 0.95) - 1],
                recoveries[recoveries.length - 1],
                result.restarts());
        System.out.println(
                result.isExactlyOnce() ? "every forecast exactly once, to the last bit" : "NOT exactly once");
        System.exit(result.isExactlyOnce() ? 0 : 1);
    }

    /**
     * Runs it all.
     *
     * @throws IllegalStateException if a run does not go on or does not end; it carries the logs of the cluster
     */
    public Result run() throws Exception {
        FieldFile file = IrishWind.file();
        // A first part to settle in, then one for each kill.
        List<Outgoing> messages = IrishWind.messages(file, (kills + 1) * days);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            String bootstrap = broker.bootstrapServers();
            TopicNames topics = TopicNames.withPrefix("faulted.");
            broker.createTopics(topics.all(), PARTITIONS);
            List<Kill> record = new ArrayList<>();
            int restarts;
            Output faulted;
            try (ProcessCluster cluster = ProcessCluster.start(1, PARTITIONS);
                    OutgoingProducer producer = new OutgoingProducer(bootstrap, topics, NONE);
                    CommittedOutput output = new CommittedOutput(bootstrap, topics)) {
                JobClient job = submit(cluster.environment(), bootstrap, topics, file, KafkaSources.End.NEVER);
                stream(producer, messages, 0);
                await(output, cluster);
                SplittableRandom random = new SplittableRandom(seed);
                for (int i = 0; i < kills; i++) {
                    record.add(kill(i + 1, random, cluster, producer, messages, output));
                }
                restarts = cluster.awaitRestarts(job.getJobID().toString(), kills);
                drain(job, cluster);
                output.readToEnd();
                faulted = sum(output);
            }
            return new Result(record, restarts, faulted, unfaulted(broker, topics, file));
        }
    }

    /** Streams the next part and kills in the middle of it. */
    private Kill kill(
            int number,
            SplittableRandom random,
            ProcessCluster cluster,
            OutgoingProducer producer,
            List<Outgoing> messages,
            CommittedOutput output)
            throws Exception {
        int fatalDay = random.nextInt(days / 4, days * 3 / 4);
        long within = random.nextLong(TimeUnit.MILLISECONDS.toNanos(DAY_MILLIS));
        int first = number * days;
        stream(producer, messages, first, first + fatalDay);
        TimeUnit.NANOSECONDS.sleep(within);
        cluster.killTaskManager();
        long killed = System.nanoTime();
        cluster.startTaskManager();
        // The dead commit nothing, so whatever is new after this came from the successor.
        output.readToEnd();
        long visible = output.messages();
        stream(producer, messages, first + fatalDay, first + days);
        await(output, cluster);
        Duration recovery = Duration.ofNanos(System.nanoTime() - killed);
        lines.accept(String.format(
                "kill %2d after day %4d, %6d messages readable, running again after %5d ms",
                number, first + fatalDay, visible, recovery.toMillis()));
        return new Kill(number, visible, recovery);
    }

    private void stream(OutgoingProducer producer, List<Outgoing> messages, int part) throws InterruptedException {
        stream(producer, messages, part * days, (part + 1) * days);
    }

    private static void stream(OutgoingProducer producer, List<Outgoing> messages, int fromDay, int toDay)
            throws InterruptedException {
        for (int day = fromDay; day < toDay; day++) {
            messages.subList(day * IrishWind.STATIONS, (day + 1) * IrishWind.STATIONS)
                    .forEach(producer::send);
            producer.flush();
            TimeUnit.MILLISECONDS.sleep(DAY_MILLIS);
        }
    }

    /** Waits for the next message that becomes readable. */
    private static void await(CommittedOutput output, ProcessCluster cluster) {
        long before = output.messages();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (output.messages() == before) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the job sends nothing any more\n" + cluster.logs());
            }
            output.poll(POLL);
        }
    }

    /** Lets the job run all cycles that it has observations for, as a bounded source would, and end. */
    private static void drain(JobClient job, ProcessCluster cluster) throws InterruptedException {
        try {
            job.stopWithSavepoint(true, cluster.savepoints(), SavepointFormatType.CANONICAL)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the job does not end\n" + cluster.logs(), e);
        }
    }

    private static Output unfaulted(EmbeddedBroker broker, TopicNames faulted, FieldFile file) throws Exception {
        TopicNames other = TopicNames.withPrefix("unfaulted.");
        TopicNames topics = new TopicNames(
                faulted.observations(),
                other.forecasts(),
                other.analysis(),
                other.quality(),
                other.diagnostics(),
                other.deadLetters());
        broker.createTopics(topics.all(), PARTITIONS);
        String bootstrap = broker.bootstrapServers();
        var env = StreamExecutionEnvironment.createLocalEnvironment(PARTITIONS, new Configuration());
        submit(env, bootstrap, topics, file, KafkaSources.End.LATEST)
                .getJobExecutionResult()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try (CommittedOutput output = new CommittedOutput(bootstrap, topics)) {
            output.readToEnd();
            return sum(output);
        }
    }

    private static Output sum(CommittedOutput output) {
        return new Output(output.messages(), output.forecasts(), output.duplicates(), output.digest());
    }

    private static JobClient submit(
            StreamExecutionEnvironment env, String bootstrap, TopicNames topics, FieldFile file, KafkaSources.End end)
            throws Exception {
        JobPlan asked = JobPlan.of(List.of(file));
        // Both partitions have every day, and a pause of the test must not look like a silent partition.
        JobPlan plan =
                new JobPlan(asked.fields(), asked.lateness(), Duration.ZERO, CHECKPOINT, PARTITIONS, asked.engine());
        var decoder = new ObservationDecoder(IrishWind.rules(file));
        // The name of the run, so that the two share neither a group nor transactions.
        String run = topics.forecasts();
        var source = KafkaSources.observations(bootstrap, topics, run, decoder, end, NONE);
        ForecastJob.Messages sent = ForecastJob.build(env, source, plan);
        sent.forecasts()
                .union(sent.letters())
                .sinkTo(KafkaSinks.exactlyOnce(bootstrap, topics, run, TRANSACTION_TIMEOUT, NONE))
                .uid("sink");
        return env.executeAsync("irish wind");
    }
}
