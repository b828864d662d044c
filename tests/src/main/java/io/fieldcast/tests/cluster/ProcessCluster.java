package io.fieldcast.tests.cluster;

import io.fieldcast.domain.Check;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A session cluster of real processes, made from the jars on the class path: one JobManager, any number of TaskManagers, and
 * ZooKeeper if the JobManager may die too. Jobs need no jar, since every process has the classes already. Confined to one thread.
 */
public final class ProcessCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long PAUSE_MILLIS = 50;
    private static final List<String> ZOOKEEPER_OPTIONS = List.of("-Xmx64m");
    private static final List<String> MANAGER_OPTIONS = List.of("-Xmx384m");
    private static final List<String> WORKER_OPTIONS =
            List.of("-Xmx512m", "-XX:MaxDirectMemorySize=192m", "-XX:MaxMetaspaceSize=256m");

    private final ClusterFiles files = new ClusterFiles("fieldcast-cluster");
    private final int slots;
    private final int restPort;
    private final FlinkRest rest;
    private final Deque<Worker> workers = new ArrayDeque<>();
    private final List<JavaProcess> all = new ArrayList<>();
    private Optional<JavaProcess> manager = Optional.empty();

    private record Worker(JavaProcess process, URI meters) {}

    private ProcessCluster(int slots) throws IOException {
        this.slots = slots;
        this.restPort = ClusterFiles.freePort();
        this.rest = new FlinkRest(URI.create("http://localhost:" + restPort));
        files.configureFlink(restPort, slots);
    }

    /**
     * Starts a JobManager and a TaskManager and waits until they found each other.
     *
     * @param slots of each TaskManager
     * @throws IllegalStateException if that takes longer than a minute and a half; it carries the last lines of every log
     */
    public static ProcessCluster start(int slots) throws IOException, InterruptedException {
        ProcessCluster cluster = new ProcessCluster(slots);
        return cluster.up();
    }

    /** The same with ZooKeeper, so that jobs survive their JobManager. */
    public static ProcessCluster startHighlyAvailable(int slots) throws IOException, InterruptedException {
        ProcessCluster cluster = new ProcessCluster(slots);
        cluster.files.configureHighAvailability(ClusterFiles.freePort());
        Path settings = cluster.files.directory().resolve("zookeeper.properties");
        cluster.launch(
                "zookeeper",
                ZOOKEEPER_OPTIONS,
                FlinkZooKeeperQuorumPeer.class,
                List.of("--zkConfigFile", settings.toString(), "--peerId", "1"));
        return cluster.up();
    }

    private ProcessCluster up() throws IOException, InterruptedException {
        try {
            startJobManager();
            startTaskManager();
            awaitTaskManagers();
            return this;
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** An environment whose jobs run on this cluster. */
    public StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createRemoteEnvironment("localhost", restPort, new Configuration());
    }

    /** Starts a JobManager in the place of the one that was killed; returns at once. */
    public void startJobManager() throws IOException {
        manager = Optional.of(launch(
                "jobmanager-" + all.size(),
                MANAGER_OPTIONS,
                StandaloneSessionClusterEntrypoint.class,
                List.of("--configDir", files.directory().toString())));
    }

    /** Ends the JobManager by {@code kill -9}. */
    public void killJobManager() {
        manager.orElseThrow(() -> new IllegalStateException("no JobManager is left to kill"))
                .kill();
        manager = Optional.empty();
    }

    /** Starts one more TaskManager; returns at once, {@link #awaitTaskManagers} waits for it. */
    public void startTaskManager() throws IOException {
        String name = "taskmanager-" + all.size();
        int port = ClusterFiles.freePort();
        List<String> arguments = List.of(
                "--configDir",
                files.directory().toString(),
                "-D",
                "taskmanager.resource-id=" + name,
                "-D",
                "metrics.reporter.fieldcast.port=" + port);
        JavaProcess process = launch(name, WORKER_OPTIONS, TaskManagerRunner.class, arguments);
        workers.add(new Worker(process, URI.create("http://127.0.0.1:" + port + "/metrics")));
    }

    /** Ends the oldest living TaskManager by {@code kill -9}. */
    public void killTaskManager() {
        oldest().process.kill();
        workers.remove();
    }

    /** Waits until the oldest TaskManager has ended by itself. */
    public void awaitEndOfTaskManager() throws InterruptedException {
        oldest().process.awaitEnd();
        workers.remove();
    }

    /** Where the oldest living TaskManager shows its meters to Prometheus. */
    public URI meters() {
        return oldest().meters;
    }

    private Worker oldest() {
        Check.that(!workers.isEmpty(), "no TaskManager is left");
        return workers.element();
    }

    /** Waits until every living TaskManager is registered. */
    public void awaitTaskManagers() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (rest.slots() < workers.size() * slots) {
            if (System.nanoTime() > deadline || workers.stream().anyMatch(worker -> !worker.process.isAlive())) {
                throw new IllegalStateException("the cluster did not come up\n" + logs());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /**
     * How often a job of this cluster was restarted, once that is at least {@code expected} times; the JobManager counts with a
     * delay.
     *
     * @throws IllegalStateException if it is less for a minute and a half; it carries the last lines of every log
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

    /** Number of the checkpoint from which a job was last restored; -1 if it never was. */
    public long restoredFrom(String job) throws IOException, InterruptedException {
        return rest.restoredFrom(job);
    }

    /** Where jobs put their checkpoints, one folder for each job. */
    public Path checkpoints() {
        return files.checkpoints();
    }

    /** Where a job may put a savepoint. */
    public String savepoints() {
        return files.directory().resolve("savepoints").toUri().toString();
    }

    /** The last lines of every living process's log, for a failure's message. */
    public String logs() {
        return all.stream().filter(JavaProcess::isAlive).map(JavaProcess::tail).collect(Collectors.joining("\n"));
    }

    private JavaProcess launch(String name, List<String> options, Class<?> main, List<String> arguments)
            throws IOException {
        JavaProcess process =
                JavaProcess.start(name, files.log(name), files.options(options), main.getName(), arguments);
        all.add(process);
        return process;
    }

    /** Ends every process and deletes what they wrote. */
    @Override
    public void close() {
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).close();
        }
        files.delete();
    }
}
