package io.fieldcast.tests.cluster;

import io.fieldcast.domain.Check;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session cluster of real processes, made from the jars on the class path: one JobManager, any number of TaskManagers that can
 * be killed. Jobs need no jar, since every process has the classes already. Confined to one thread.
 */
public final class ProcessCluster implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProcessCluster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 50;
    private static final List<String> MANAGER_OPTIONS =
            List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<String> WORKER_OPTIONS = List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:MaxDirectMemorySize=192m",
            "-XX:MaxMetaspaceSize=256m");

    private final Path directory;
    private final int slots;
    private final int restPort;
    private final FlinkRest rest;
    private final List<JavaProcess> workers = new ArrayList<>();
    private final List<JavaProcess> all = new ArrayList<>();

    private ProcessCluster(Path directory, int slots, int restPort) {
        this.directory = directory;
        this.slots = slots;
        this.restPort = restPort;
        this.rest = new FlinkRest(URI.create("http://localhost:" + restPort));
    }

    /**
     * Starts a JobManager and TaskManagers and waits until they found each other.
     *
     * @param slots of each TaskManager
     * @throws IllegalStateException if that takes longer than a minute; it carries the last lines of every log
     */
    public static ProcessCluster start(int taskManagers, int slots) throws IOException, InterruptedException {
        Check.that(taskManagers >= 1 && slots >= 1, "a cluster needs a TaskManager with a slot");
        Path directory = Files.createTempDirectory("fieldcast-cluster");
        ProcessCluster cluster = new ProcessCluster(directory, slots, freePort());
        try {
            cluster.configure();
            cluster.all.add(JavaProcess.start(
                    "jobmanager",
                    directory.resolve("jobmanager.log"),
                    cluster.options(MANAGER_OPTIONS),
                    StandaloneSessionClusterEntrypoint.class.getName(),
                    List.of("--configDir", directory.toString())));
            for (int i = 0; i < taskManagers; i++) {
                cluster.startTaskManager();
            }
            cluster.awaitTaskManagers();
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** An environment whose jobs run on this cluster. */
    public StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createRemoteEnvironment("localhost", restPort, new Configuration());
    }

    /** Starts one more TaskManager; returns at once, {@link #awaitTaskManagers} waits for it. */
    public void startTaskManager() throws IOException {
        String name = "taskmanager-" + all.size();
        JavaProcess worker = JavaProcess.start(
                name,
                directory.resolve(name + ".log"),
                options(WORKER_OPTIONS),
                TaskManagerRunner.class.getName(),
                List.of("--configDir", directory.toString(), "-D", "taskmanager.resource-id=" + name));
        all.add(worker);
        workers.add(worker);
    }

    /** Ends the oldest living TaskManager by {@code kill -9}. */
    public void killTaskManager() {
        Check.that(!workers.isEmpty(), "no TaskManager is left to kill");
        workers.remove(0).kill();
    }

    /** Waits until every living TaskManager is registered. */
    public void awaitTaskManagers() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (rest.slots() < workers.size() * slots) {
            if (System.nanoTime() > deadline || workers.stream().anyMatch(worker -> !worker.isAlive())) {
                throw new IllegalStateException("the cluster did not come up\n" + logs());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /**
     * How often a job of this cluster was restarted, once that is at least {@code expected} times; the JobManager counts with a
     * delay.
     *
     * @throws IllegalStateException if it is less for a minute; it carries the last lines of every log
     */
    public int awaitRestarts(String job, int expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int restarts = rest.restarts(job);
        while (restarts < expected) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the job was restarted " + restarts + " times, expected at least " + expected + "\n" + logs());
            }
            Thread.sleep(PAUSE_MILLIS);
            restarts = rest.restarts(job);
        }
        return restarts;
    }

    /** Where a job may put a savepoint. */
    public String savepoints() {
        return directory.resolve("savepoints").toUri().toString();
    }

    /** The last lines of every process's log, for a failure's message. */
    public String logs() {
        return all.stream().map(JavaProcess::tail).collect(Collectors.joining("\n"));
    }

    /** Ends every process and deletes what they wrote. */
    @Override
    public void close() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            log.warn("could not delete the cluster's files directory={}", directory, e);
        }
    }

    private List<String> options(List<String> memory) {
        List<String> options = new ArrayList<>(memory);
        options.add("-Dlog4j2.configurationFile="
                + directory.resolve("log4j2.properties").toUri());
        options.add("-Djava.io.tmpdir=" + directory);
        return options;
    }

    private void configure() throws IOException {
        Files.writeString(directory.resolve("log4j2.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} %m%n
                logger.kafka.name = org.apache.kafka
                logger.kafka.level = WARN
                """);
        Files.writeString(directory.resolve("config.yaml"), """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %d
                jobmanager.bind-host: localhost
                rest.address: localhost
                rest.bind-address: localhost
                rest.port: %d
                taskmanager.host: localhost
                taskmanager.bind-host: localhost
                taskmanager.numberOfTaskSlots: %d
                # A process that no script started must be told each part of its memory.
                taskmanager.cpu.cores: 1
                taskmanager.memory.task.heap.size: 256m
                taskmanager.memory.task.off-heap.size: 32m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                taskmanager.memory.managed.size: 16m
                taskmanager.memory.framework.heap.size: 128m
                taskmanager.memory.framework.off-heap.size: 96m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                execution.checkpointing.dir: %s
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: 1000
                restart-strategy.fixed-delay.delay: 1 s
                # A dead process is missed after two heartbeats.
                heartbeat.interval: 500
                heartbeat.timeout: 5000
                heartbeat.rpc-failure-threshold: 2
                metrics.fetcher.update-interval: 500
                """.formatted(
                freePort(), restPort, slots, directory.resolve("checkpoints").toUri()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
