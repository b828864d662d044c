package io.fieldcast.connectors.broker;

import io.fieldcast.connectors.kafka.Topics;
import io.fieldcast.domain.Check;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka broker with its controller (KRaft) inside this virtual machine, for the demo and for tests; reachable on localhost,
 * unless it is told the name by which others know this machine.
 * Assembled from Kafka's own server classes, so it is the real broker: transactions, groups, log on disk. Thread-safe.
 *
 * <p>Kafka logs much under {@code kafka}, {@code org.apache.kafka} and {@code state.change.logger}: set those to WARN.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String LOCAL = "localhost";
    private static final int NODE = 1;
    private static final String CLIENTS = "PLAINTEXT";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String SECURE = "SECURE";

    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final Ports ports;
    private final String host;
    private final Path directory;
    private final boolean temporary;
    private boolean closed;

    private EmbeddedBroker(
            Path directory, boolean temporary, String host, Ports ports, Optional<SecureListener> secure) {
        this.directory = directory;
        this.temporary = temporary;
        this.host = host;
        this.ports = ports;
        KafkaConfig config = new KafkaConfig(settings(directory, host, ports, secure), false);
        var start = KafkaRaftServer.initializeLogDirs(config, log, "");
        this.shared = new SharedServer(
                config,
                start._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                (name, fatal, action) -> new LoggingFaultHandler(name, action),
                ports);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), start._2());
        this.broker = new BrokerServer(shared);
    }

    /** Starts a broker on a free port, whose data vanish when it is closed. */
    public static EmbeddedBroker start() {
        return start(0);
    }

    /**
     * The same on a fixed port.
     *
     * @param port of localhost; 0 for any free one
     */
    public static EmbeddedBroker start(int port) {
        return start(LOCAL, port);
    }

    /**
     * The same for clients on other machines.
     *
     * @param host name by which clients know this machine; on anything but {@code localhost} every interface answers
     * @param port 0 for any free one
     */
    public static EmbeddedBroker start(String host, int port) {
        try {
            return start(Files.createTempDirectory("fieldcast-broker"), true, host, port, Optional.empty());
        } catch (IOException e) {
            throw new KafkaException("cannot create a directory for the broker", e);
        }
    }

    /** Starts a broker on free ports, whose data vanish when it is closed, with one more listener that wants secure connections. */
    public static EmbeddedBroker start(SecureListener secure) {
        try {
            return start(Files.createTempDirectory("fieldcast-broker"), true, LOCAL, 0, Optional.of(secure));
        } catch (IOException e) {
            throw new KafkaException("cannot create a directory for the broker", e);
        }
    }

    /**
     * Starts a broker that keeps its data, and finds them again at the next start.
     *
     * @param directory made if missing; no other broker may use it
     * @param port of localhost; 0 for any free one
     * @throws KafkaException if the port is taken or the directory holds something else
     */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, LOCAL, port);
    }

    /**
     * The same for clients on other machines.
     *
     * @param directory made if missing; no other broker may use it
     * @param host name by which clients know this machine; on anything but {@code localhost} every interface answers
     * @param port 0 for any free one
     * @throws KafkaException if the port is taken or the directory holds something else
     */
    public static EmbeddedBroker start(Path directory, String host, int port) {
        return start(directory, false, host, port, Optional.empty());
    }

    private static EmbeddedBroker start(
            Path directory, boolean temporary, String host, int port, Optional<SecureListener> secure) {
        Check.that(port >= 0 && port <= 65_535, "port must be from 0 to 65535, got %d", port);
        long begin = System.nanoTime();
        Optional<EmbeddedBroker> made = Optional.empty();
        Optional<Ports> ports = Optional.empty();
        try {
            Files.createDirectories(directory);
            format(directory);
            InetAddress loopback = InetAddress.getLoopbackAddress();
            InetSocketAddress clients =
                    host.equals(LOCAL) ? new InetSocketAddress(loopback, port) : new InetSocketAddress(port);
            Map<String, InetSocketAddress> wanted =
                    new HashMap<>(Map.of(CLIENTS, clients, CONTROLLER, new InetSocketAddress(loopback, 0)));
            secure.ifPresent(listener -> wanted.put(SECURE, new InetSocketAddress(loopback, 0)));
            ports = Optional.of(Ports.open(wanted));
            EmbeddedBroker embedded = new EmbeddedBroker(directory, temporary, host, ports.get(), secure);
            made = Optional.of(embedded);
            embedded.controller.startup();
            embedded.broker.startup();
            log.info(
                    "broker started bootstrap={} directory={} millis={}",
                    embedded.bootstrapServers(),
                    directory,
                    (System.nanoTime() - begin) / 1_000_000);
            return embedded;
        } catch (Exception e) {
            made.ifPresent(EmbeddedBroker::close);
            ports.ifPresent(Ports::close);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new KafkaException("cannot start a broker on port " + port + " in " + directory, e);
        }
    }

    /** What clients connect to, {@code host:port}. */
    public String bootstrapServers() {
        return host + ":" + ports.port(CLIENTS);
    }

    /**
     * What clients of its {@link SecureListener} connect to.
     *
     * @throws IllegalArgumentException if it has none
     */
    public String secureBootstrapServers() {
        return LOCAL + ":" + ports.port(SECURE);
    }

    /** Creates topics that are not there yet and waits until they can be written to. */
    public void createTopics(Collection<String> names, int partitions) {
        Topics.createMissing(bootstrapServers(), names, partitions, new Properties());
    }

    /** Stops the broker; what it acknowledged is on disk then, or gone if its data were temporary. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        broker.shutdown(Duration.ofSeconds(10));
        controller.shutdown();
        shared.stopForBroker();
        shared.stopForController();
        ports.close();
        if (temporary) {
            delete(directory);
        }
        log.info("broker stopped directory={}", directory);
    }

    /** Writes the cluster's identity into a new directory, and leaves an old one as it is. */
    private static void format(Path directory) throws Exception {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            if (Files.exists(directory.resolve("meta.properties"))) {
                return;
            }
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName(CONTROLLER)
                    .run();
        }
    }

    private static Map<String, String> settings(
            Path directory, String host, Ports ports, Optional<SecureListener> secure) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("controller.quorum.voters", NODE + "@" + LOCAL + ":" + ports.port(CONTROLLER));
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("inter.broker.listener.name", CLIENTS);
        String listeners = CLIENTS + "://" + host + ":" + ports.port(CLIENTS);
        String protocols = CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT";
        if (secure.isPresent()) {
            listeners += "," + SECURE + "://" + LOCAL + ":" + ports.port(SECURE);
            protocols += "," + SECURE + ":" + secure.get().protocol();
            String prefix = "listener.name." + SECURE.toLowerCase(Locale.ROOT) + ".";
            secure.get().settings().forEach((name, value) -> settings.put(prefix + name, value));
        }
        settings.put("listeners", listeners + "," + CONTROLLER + "://" + LOCAL + ":" + ports.port(CONTROLLER));
        settings.put("advertised.listeners", listeners);
        settings.put("listener.security.protocol.map", protocols);
        settings.put("log.dirs", directory.toString());
        settings.put("metadata.log.dir", directory.toString());
        // One node holds the only copy of everything.
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // Fewer internal partitions start faster; one node gains nothing from fifty.
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put(
                "transaction.max.timeout.ms",
                Long.toString(Duration.ofMinutes(15).toMillis()));
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(4 * 1024 * 1024));
        // Timestamps are event time: old ones must not expire, and the guard against future ones is ours.
        settings.put("log.retention.ms", "-1");
        settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(2 * 1024 * 1024));
        return settings;
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            log.warn("could not delete the broker's temporary data directory={}", directory, e);
        }
    }
}
