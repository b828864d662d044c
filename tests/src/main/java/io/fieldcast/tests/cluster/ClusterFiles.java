package io.fieldcast.tests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder in which processes find their settings and leave their logs and state. */
final class ClusterFiles {
    private static final Logger log = LoggerFactory.getLogger(ClusterFiles.class);

    private final Path directory;

    ClusterFiles(String name) {
        try {
            directory = Files.createTempDirectory(name);
            Files.writeString(directory.resolve("log4j2.properties"), """
                    rootLogger.level = INFO
                    rootLogger.appenderRef.console.ref = console
                    appender.console.type = Console
                    appender.console.name = console
                    appender.console.layout.type = PatternLayout
                    appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} %m%n
                    logger.kafka.name = org.apache.kafka
                    logger.kafka.level = WARN
                    logger.server.name = kafka
                    logger.server.level = WARN
                    logger.state.name = state.change.logger
                    logger.state.level = ERROR
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    Path log(String process) {
        return directory.resolve(process + ".log");
    }

    /** Options of a virtual machine that logs as the folder says and keeps its temporary files in it. */
    List<String> options(List<String> memory) {
        List<String> options = new ArrayList<>(memory);
        options.add("-XX:+UseSerialGC");
        options.add("-XX:TieredStopAtLevel=1");
        options.add("-Dlog4j2.configurationFile="
                + directory.resolve("log4j2.properties").toUri());
        options.add("-Djava.io.tmpdir=" + directory);
        return options;
    }

    /** Writes the settings of a session cluster. */
    void configureFlink(int restPort, int slots) throws IOException {
        append("config.yaml", """
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
                taskmanager.memory.task.heap.size: 384m
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
                metrics.reporters: fieldcast
                metrics.reporter.fieldcast.factory.class: io.fieldcast.monitoring.MicrometerReporterFactory
                metrics.reporter.fieldcast.port: 0
                """.formatted(
                        freePort(), restPort, slots, checkpoints().toUri()));
    }

    /** Makes the JobManager's knowledge outlive it; a leader that is gone is missed after four seconds. */
    void configureHighAvailability(int zooKeeperPort) throws IOException {
        append("zookeeper.properties", """
                tickTime=500
                dataDir=%s
                clientPort=%d
                admin.enableServer=false
                """.formatted(
                        Files.createDirectories(directory.resolve("zookeeper")), zooKeeperPort));
        append("config.yaml", """
                high-availability.type: zookeeper
                high-availability.zookeeper.quorum: localhost:%d
                high-availability.zookeeper.client.session-timeout: 4 s
                high-availability.zookeeper.client.connection-timeout: 4 s
                high-availability.storageDir: %s
                """.formatted(
                        zooKeeperPort, directory.resolve("ha").toUri()));
    }

    Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    private void append(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.writeString(path, (Files.exists(path) ? Files.readString(path) : "") + text);
    }

    void delete() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            log.warn("could not delete the processes' files directory={}", directory, e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
