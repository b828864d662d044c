package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fieldcast.tests.cluster.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The installed Alertmanager with the project's own routes; only the receiver's address is another one. Thread-safe. */
final class Alertmanager implements AutoCloseable {
    private static final String PROGRAM = "prometheus-alertmanager";

    private final JavaProcess process;
    private final String address;

    private Alertmanager(JavaProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    static boolean isInstalled() {
        return Programs.find(PROGRAM).isPresent();
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder receives its configuration, data and log
     * @param monitoring the project's folder of that name
     * @param receiver web hook that is told of alerts
     */
    static Alertmanager start(Path folder, Path monitoring, URI receiver) throws IOException, InterruptedException {
        Path source = monitoring.resolve("alertmanager/alertmanager.yml");
        ObjectNode configuration = (ObjectNode) AlertRule.YAML.readTree(source.toFile());
        ((ObjectNode) configuration.at("/receivers/0/webhook_configs/0")).put("url", receiver.toString());
        Path file = folder.resolve("alertmanager.yml");
        AlertRule.YAML.writeValue(file.toFile(), configuration);
        String address = "127.0.0.1:" + Programs.freePort();
        JavaProcess process = JavaProcess.program(
                PROGRAM,
                folder.resolve("alertmanager.log"),
                List.of(
                        PROGRAM,
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--web.listen-address=" + address,
                        "--cluster.listen-address="));
        new HttpJson(URI.create("http://" + address)).awaitReady("/-/ready", process);
        return new Alertmanager(process, address);
    }

    /** Host and port. */
    String address() {
        return address;
    }

    @Override
    public void close() {
        process.close();
    }
}
