package io.fieldcast.tests.faults;

import io.fieldcast.connectors.kafka.KafkaSinks;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.ObservationDecoder;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.pipeline.job.CommittedCycles;
import io.fieldcast.pipeline.job.ForecastJob;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.tests.cluster.KillableBroker;
import io.fieldcast.tests.cluster.ProcessCluster;
import io.fieldcast.tests.load.PacedLoad;
import io.fieldcast.tests.load.SyntheticField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job under the standard load, with everything in processes of their own that can be killed: a broker, a JobManager, a
 * TaskManager. What readers of committed messages see of it is compared with a run in which nothing happened. Confined to one thread.
 */
final class Trial implements AutoCloseable {
    private static final Properties NONE = new Properties();
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PARTITIONS = 2;

    private final Path folder;
    private final Setting setting;
    private final SyntheticField field;
    private final TopicNames topics = TopicNames.withPrefix("faulted.");
    private final TopicNames unfaulted = outputs("unfaulted.");
    private final KillableBroker broker;
    private final ProcessCluster cluster;
    private final CommittedOutput output;
    private final PacedLoad load;
    private final JobClient job;

    /**
     * How the job runs.
     *
     * @param checkpoint time between two checkpoints
     * @param transactions timeout of the sink's transactions
     * @param highlyAvailable whether the job survives its JobManager
     */
    record Setting(Duration checkpoint, Duration transactions, boolean highlyAvailable) {
        /** Checkpoints every five seconds. */
        static final Setting STANDARD = new Setting(Duration.ofSeconds(5), Duration.ofMinutes(15), false);

        /** A second between checkpoints, for short tests. */
        static final Setting QUICK = new Setting(Duration.ofSeconds(1), Duration.ofMinutes(15), false);

        Setting withHighAvailability() {
            return new Setting(checkpoint, transactions, true);
        }

        Setting withTransactions(Duration timeout) {
            return new Setting(checkpoint, timeout, highlyAvailable);
        }
    }

    /** What was readable at the end, and what would have been readable had nothing happened. */
    record Outcome(CommittedOutput.Sum faulted, CommittedOutput.Sum unfaulted) {
        /** Nothing lost, nothing twice, nothing different. */
        boolean isExactlyOnce() {
            return faulted.duplicates() == 0 && faulted.equals(unfaulted);
        }

        @Override
        public String toString() {
            return isExactlyOnce()
                    ? faulted.messages() + " of " + unfaulted.messages() + " messages once, digest equal"
                    : "NOT exactly once: " + faulted + " instead of " + unfaulted;
        }
    }

    /** Starts everything and returns once the first forecasts are readable. */
    static Trial start(Setting setting) throws Exception {
        return new Trial(setting);
    }

    private Trial(Setting setting) throws Exception {
        this.setting = setting;
        folder = Files.createTempDirectory("fieldcast-trial");
        field = PacedLoad.field(folder);
        Set<String> names = new TreeSet<>(topics.all());
        names.addAll(unfaulted.all());
        broker = KillableBroker.start(names, PARTITIONS);
        cluster = setting.highlyAvailable
                ? ProcessCluster.startHighlyAvailable(PARTITIONS)
                : ProcessCluster.start(PARTITIONS);
        output = new CommittedOutput(broker.bootstrapServers(), topics);
        load = PacedLoad.start(field, broker.bootstrapServers(), topics);
        job = submit(
                cluster.environment(),
                topics,
                KafkaSources.End.NEVER,
                sink -> CrashingSink.around(sink, crashMarker()));
        awaitNews();
    }

    ProcessCluster cluster() {
        return cluster;
    }

    KillableBroker broker() {
        return broker;
    }

    String jobId() {
        return job.getJobID().toString();
    }

    Checkpoints checkpoints() {
        return new Checkpoints(cluster.checkpoints().resolve(jobId()));
    }

    Path crashMarker() {
        return folder.resolve("crash");
    }

    /** Steps of the field that were sent and of which no forecast is readable yet. */
    long lag() {
        output.poll(POLL);
        return load.steps() - output.cycles();
    }

    /** Waits until forecasts of a step are readable that has not been sent yet. */
    void awaitNews() {
        int sent = load.steps();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (output.cycles() <= sent) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the job sends nothing any more\n" + cluster.logs());
            }
            output.poll(POLL);
        }
    }

    /** Ends the load, lets the job run all cycles that there are observations for, and runs it once more with nothing happening. */
    Outcome end() throws Exception {
        load.stop();
        awaitReading();
        try {
            job.stopWithSavepoint(true, cluster.savepoints(), SavepointFormatType.CANONICAL)
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the job does not end\n" + cluster.logs(), e);
        }
        return new Outcome(output.readToEnd(), again());
    }

    /** A job that is stopped reads no further, however far behind it is. */
    private void awaitReading() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (ConsumerLag lag =
                new ConsumerLag(broker.bootstrapServers(), run(topics), topics.observations(), PARTITIONS)) {
            while (lag.records() > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the job does not read on\n" + cluster.logs());
                }
                output.poll(POLL);
            }
        }
    }

    private CommittedOutput.Sum again() throws Exception {
        var env = StreamExecutionEnvironment.createLocalEnvironment(PARTITIONS, new Configuration());
        submit(env, unfaulted, KafkaSources.End.LATEST, UnaryOperator.identity())
                .getJobExecutionResult()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try (CommittedOutput second = new CommittedOutput(broker.bootstrapServers(), unfaulted)) {
            return second.readToEnd();
        }
    }

    /** Topics of another run over the same observations. */
    private TopicNames outputs(String prefix) {
        TopicNames other = TopicNames.withPrefix(prefix);
        return other.withObservations(topics.observations());
    }

    /** What a run calls its group and its transactions, so that two runs share neither. */
    private static String run(TopicNames names) {
        return names.forecasts();
    }

    private JobClient submit(
            StreamExecutionEnvironment env,
            TopicNames names,
            KafkaSources.End end,
            UnaryOperator<Sink<Outgoing>> around)
            throws Exception {
        String bootstrap = broker.bootstrapServers();
        JobPlan asked = JobPlan.of(List.of(field.file()));
        // Both partitions have every step, and a dead broker must not look like a silent partition.
        JobPlan plan = new JobPlan(
                asked.fields(), asked.lateness(), Duration.ZERO, setting.checkpoint, PARTITIONS, asked.engine());
        String run = run(names);
        ObservationDecoder decoder = new ObservationDecoder(field.rules());
        var source = KafkaSources.observations(bootstrap, names, run, decoder, end, NONE);
        ForecastJob.Messages sent = ForecastJob.build(env, source, plan);
        sent.forecasts()
                .union(sent.letters())
                .sinkTo(around.apply(KafkaSinks.exactlyOnce(bootstrap, names, run, setting.transactions, NONE)))
                .uid("sink");
        if (end == KafkaSources.End.NEVER) {
            CommittedCycles.watch(env, KafkaSources.cycles(bootstrap, names, run, NONE), plan.fields());
        }
        return env.executeAsync(run);
    }

    @Override
    public void close() throws IOException {
        load.close();
        output.close();
        cluster.close();
        broker.close();
        Files.deleteIfExists(folder.resolve("stations.csv"));
        Files.deleteIfExists(folder.resolve("crash"));
        Files.deleteIfExists(folder.resolve("crash.crashed"));
        Files.delete(folder);
    }
}
