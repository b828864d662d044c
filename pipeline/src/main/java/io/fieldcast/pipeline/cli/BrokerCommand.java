package io.fieldcast.pipeline.cli;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.kafka.TopicNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a Kafka broker for trying things out. */
@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = {
            "Run a single Kafka broker in this process, for trying things out.",
            "",
            "Without --host it answers on this machine only. It has no authentication; it is not for production."
        })
final class BrokerCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--port", defaultValue = "9092", description = "Port; default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "localhost",
            description =
                    "Name by which clients know this machine; default ${DEFAULT-VALUE}, which no other machine can reach.")
    private String host = "";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where its data stay; without it, they go away with the process.")
    private @Nullable Path data;

    @Option(
            names = "--prefix",
            defaultValue = "fieldcast.",
            description = "Prefix of the topics; default ${DEFAULT-VALUE}.")
    private String prefix = "";

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Terminal.out(spec);
        try (EmbeddedBroker broker =
                data == null ? EmbeddedBroker.start(host, port) : EmbeddedBroker.start(data, host, port)) {
            TopicNames topics = TopicNames.withPrefix(prefix);
            broker.createTopics(topics.all(), 1);
            out.printf(
                    "Kafka is at %s with the topics %s%nInterrupt to stop.%n",
                    broker.bootstrapServers(), String.join(", ", topics.all()));
            out.flush();
            CountDownLatch interrupted = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown));
            interrupted.await();
        }
        return 0;
    }
}
