package io.fieldcast.tests.benchmark;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.kafka.KafkaSources;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.job.JobPlan;
import io.fieldcast.pipeline.run.LocalFlink;
import io.fieldcast.pipeline.run.StreamingJob;
import io.fieldcast.tests.load.SyntheticField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Time from the last observation of a cycle entering Kafka to the last of its forecasts read from Kafka, for the job that
 * {@code fieldcast run} runs: two threads for the analysis, everything else as it is by default, at least once and exactly once.
 * Sensors, broker, job and reader share the machine and the virtual machine.
 *
 * <p>The last observation of a cycle is the one stamped with the cycle's own time. Nothing says that it was the last but a younger
 * one, the first of the next cycle, which the sensors hand to their producer a millisecond later when a thousand report each second, and
 * it to Kafka within 5 ms; that wait is part of what is measured. The time of entry is the broker's append time, the time of reading is
 * the clock's after a consumer that reads committed records was handed the last forecast of the cycle. An append time is cut to
 * milliseconds, so a figure is up to one too large.
 */
public final class LatencyBenchmark {
    private static final int STATIONS = 500;
    private static final Duration STEP = Duration.ofMillis(500);
    /** Cycles sent at once before, for the compiler and for the forecaster to settle. */
    private static final int WARM_UP = 600;
    /**
     * Cycles sent in time but not counted in the last line: only now that records come one by one does the compiler get to see the way of
     * each, and for these first minutes of a job's life it takes half a core.
     */
    private static final int SETTLING = 360;

    private static final int CYCLES_OF_A_MINUTE = (int) Duration.ofMinutes(1).dividedBy(STEP);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FIELD = """
            step: 500ms
            representation: {kind: cells, along: 64}
            filter: {members: 32, threads: 2}
            stream: {lateness: 0s, checkpoint: %dms}
            kafka: {bootstrap: "%s", prefix: %s., group: %s, exactly_once: %s}
            """;

    private final EmbeddedBroker broker;
    private final Path folder;
    private final int partitions;
    private final int cycles;

    private LatencyBenchmark(EmbeddedBroker broker, Path folder, int partitions, int cycles) {
        this.broker = broker;
        this.folder = folder;
        this.partitions = partitions;
        this.cycles = cycles;
    }

    /** Arguments, all optional: seconds measured in each mode (120), partitions (1), checkpoint interval in milliseconds (1000). */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120;
        int partitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        int checkpoint = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1000;
        Path folder = Files.createTempDirectory("fieldcast-latency");
        System.out.println("machine        " + Machine.description());
        System.out.printf(
                Locale.ROOT,
                "load           %d sensors in turn, %,d observations/s, a cycle each %s, 64 x 64 cells, 32 members,%n"
                        + "               local serial filter on two threads, %d partitions, checkpoint each %d ms%n",
                STATIONS,
                STATIONS * 1000L / STEP.toMillis(),
                STEP,
                partitions,
                checkpoint);
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            int cycles = (int) (seconds * 1000L / STEP.toMillis());
            LatencyBenchmark benchmark = new LatencyBenchmark(broker, folder, partitions, cycles);
            benchmark.run("at-least-once", checkpoint, false);
            benchmark.run("exactly-once", checkpoint, true);
        }
        Files.delete(folder.resolve("stations.csv"));
        Files.delete(folder);
    }

    private void run(String name, int checkpoint, boolean exactlyOnce) throws Exception {
        SyntheticField field = SyntheticField.of(
                STATIONS, 1, folder, FIELD.formatted(checkpoint, broker.bootstrapServers(), name, name, exactlyOnce));
        FieldFile file = field.file();
        TopicNames topics = TopicNames.withPrefix(file.kafka().prefix());
        broker.createTopics(topics.all(), partitions);
        JobPlan plan = JobPlan.of(List.of(file));
        StreamExecutionEnvironment env = LocalFlink.environment(plan.parallelism(), Optional.empty(), false);
        StreamingJob.build(env, List.of(file), plan, KafkaSources.End.NEVER);
        JobClient job = env.executeAsync(name);
        try (PacedSensors sensors = new PacedSensors(field, broker.bootstrapServers(), topics.observations());
                TopicReader reader =
                        TopicReader.open(broker.bootstrapServers(), List.of(topics.forecasts()), new Properties())) {
            ReadTimes read =
                    new ReadTimes(reader, STATIONS * file.settings().leads().size());
            int from = WARM_UP + SETTLING;
            int end = from + cycles;
            // The last observation of all completes nothing, so one cycle more is sent than is waited for.
            sensors.sendAtOnce(0, WARM_UP);
            read.until(WARM_UP - 1);
            Instant first = field.observations(0).get(0).time();
            Thread thread = new Thread(() -> sensors.sendInTime(WARM_UP, end + 1), "sensors");
            thread.start();
            IntToDoubleFunction latency = cycle -> {
                long time = first.plus(STEP.multipliedBy((long) cycle)).toEpochMilli();
                return read.at(time) - sensors.entered(time);
            };
            for (int minute = WARM_UP; minute < end; minute += CYCLES_OF_A_MINUTE) {
                int next = Math.min(end, minute + CYCLES_OF_A_MINUTE);
                StolenTime stolen = new StolenTime();
                read.until(next);
                print(name + ", a minute", minute, next, latency, stolen.text());
            }
            thread.join();
            print(name, from, end, latency, "");
        } finally {
            job.cancel().get();
        }
    }

    private static void print(String name, int from, int to, IntToDoubleFunction latency, String remark) {
        double[] sorted =
                IntStream.range(from, to).mapToDouble(latency).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-24s %d cycles, milliseconds: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f%s%n",
                name,
                sorted.length,
                percentile(sorted, 50),
                percentile(sorted, 90),
                percentile(sorted, 99),
                percentile(sorted, 100),
                remark);
    }

    /** Smallest value that at least so many of a hundred do not exceed. */
    private static double percentile(double[] sorted, int percent) {
        return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
    }

    /** When the last forecast of each cycle was read. */
    private static final class ReadTimes {
        private final TopicReader reader;
        private final int forecasts;
        private final Map<Long, Integer> counts = new HashMap<>();
        private final Map<Long, Double> complete = new HashMap<>();

        /** @param forecasts of each cycle */
        ReadTimes(TopicReader reader, int forecasts) {
            this.reader = reader;
            this.forecasts = forecasts;
        }

        /** Reads until so many cycles are complete. */
        void until(int cycles) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (complete.size() < cycles) {
                List<ConsumerRecord<String, byte[]>> some = reader.poll(Duration.ofSeconds(1));
                Instant now = Instant.now();
                for (ConsumerRecord<String, byte[]> forecast : some) {
                    long cycle = forecast.timestamp();
                    if (counts.merge(cycle, 1, Integer::sum) == forecasts) {
                        complete.put(cycle, now.getEpochSecond() * 1e3 + now.getNano() * 1e-6);
                        deadline = System.nanoTime() + PATIENCE.toNanos();
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "no more forecasts after " + complete.size() + " of " + cycles + " cycles");
                }
            }
        }

        double at(long cycleMillis) {
            Double time = complete.get(cycleMillis);
            if (time == null) {
                throw new IllegalStateException("no forecasts for " + Instant.ofEpochMilli(cycleMillis));
            }
            return time;
        }
    }
}
