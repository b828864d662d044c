package io.fieldcast.tests.cluster;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own, which can be killed and started again on the same port and data. Confined to one thread. */
public final class KillableBroker implements AutoCloseable {
    private static final List<String> OPTIONS = List.of("-Xmx512m");

    private final ClusterFiles files = new ClusterFiles("fieldcast-broker");
    private final int port;
    private final List<String> topics;
    private final int partitions;
    private JavaProcess process;

    private KillableBroker(int port, Collection<String> topics, int partitions) throws IOException {
        this.port = port;
        this.topics = List.copyOf(topics);
        this.partitions = partitions;
        this.process = launch();
    }

    /** Starts a broker and returns once these topics can be written to. */
    public static KillableBroker start(Collection<String> topics, int partitions) throws IOException {
        KillableBroker broker = new KillableBroker(ClusterFiles.freePort(), topics, partitions);
        broker.awaitTopics();
        return broker;
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Ends it by {@code kill -9}. */
    public void kill() {
        process.kill();
    }

    /** Starts it again and returns once its topics can be written to. */
    public void restart() throws IOException {
        process = launch();
        awaitTopics();
    }

    private JavaProcess launch() throws IOException {
        Path data = files.directory().resolve("data");
        return JavaProcess.start(
                "broker",
                files.log("broker"),
                files.options(OPTIONS),
                KillableBroker.class.getName(),
                List.of(data.toString(), Integer.toString(port)));
    }

    private void awaitTopics() {
        Topics.createMissing(bootstrapServers(), topics, partitions, new Properties());
    }

    /** The process itself: a folder for its data and a port; runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            System.out.println("ready at " + broker.bootstrapServers());
            new CountDownLatch(1).await();
        }
    }

    @Override
    public void close() {
        process.close();
        files.delete();
    }
}
