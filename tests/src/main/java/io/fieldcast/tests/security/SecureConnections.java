package io.fieldcast.tests.security;

import io.fieldcast.connectors.broker.EmbeddedBroker;
import io.fieldcast.connectors.broker.SecureListener;
import io.fieldcast.connectors.kafka.OutgoingProducer;
import io.fieldcast.connectors.kafka.TopicNames;
import io.fieldcast.connectors.kafka.TopicReader;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.pipeline.cli.Fieldcast;
import io.fieldcast.tests.cluster.JavaProcess;
import io.fieldcast.tests.load.IrishWind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * Faults R21 and R22: {@code fieldcast run} and a broker that wants TLS and a password, or a client's certificate. It works, or says
 * within ten seconds what is wrong and ends; and the password is found nowhere in what the process shows.
 */
public final class SecureConnections {
    private static final String CANARY = "canary \"in\\a; coal=mine";
    private static final String USER = "fieldcast";
    private static final int DAYS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Consumer<String> lines;
    private final Path authority;
    private final Path stranger;
    private final Path server;
    private final Path expired;
    private final Path client;
    private final Path password;
    private final Path wrong;

    /**
     * What became of one try.
     *
     * @param code with which the process ended; 0 if all was well
     * @param said everything that it wrote, and what {@code check --print-config} says of its configuration
     * @param forecasts that became readable
     * @param seconds from its start to its end, that of the virtual machine included
     */
    public record Attempt(String name, int code, String said, int forecasts, double seconds) {
        /** Whether the secret can be seen. */
        public boolean tells() {
            return said.contains(CANARY) || said.contains("coal=mine");
        }
    }

    /**
     * @param folder receives keys, files and logs
     * @param lines receives a line for each try
     */
    public SecureConnections(Path folder, Consumer<String> lines) throws Exception {
        this.folder = folder;
        this.lines = lines;
        Authority trusted = Authority.make(folder, "trusted");
        this.authority = trusted.certificate();
        this.stranger = Authority.make(folder, "stranger").certificate();
        this.server = trusted.issue("server", "-1d", 30);
        this.expired = trusted.issue("expired", "-10d", 1);
        this.client = trusted.issue("client", "-1d", 30);
        this.password = Files.writeString(folder.resolve("password"), CANARY + "\n");
        this.wrong = Files.writeString(folder.resolve("wrong"), "not " + CANARY);
    }

    /** Tries everything and exits with 1 if a try went otherwise than it must. */
    public static void main(String[] arguments) throws Exception {
        List<Attempt> all =
                new SecureConnections(Files.createTempDirectory("fieldcast-secure"), System.out::println).run();
        boolean good = all.stream().noneMatch(Attempt::tells)
                && all.stream().allMatch(one -> one.code() == (one.name().startsWith("works") ? 0 : 1));
        System.out.println(
                good ? "works where it should, fails where it should, and tells no secret" : "NOT as it should be");
        System.exit(good ? 0 : 1);
    }

    /** Every try, in the order of the table. */
    public List<Attempt> run() throws Exception {
        List<Attempt> all = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(new SecureListener("SASL_SSL", passwords(server)))) {
            prepare(broker);
            all.add(attempt("works: SCRAM over TLS", broker, authority, login(password)));
            all.add(attempt("wrong password", broker, authority, login(wrong)));
            all.add(attempt("unknown authority", broker, stranger, login(password)));
        }
        Map<String, String> mutual = new HashMap<>(keys(server));
        mutual.put("ssl.client.auth", "required");
        mutual.put("ssl.truststore.type", "PEM");
        mutual.put("ssl.truststore.location", authority.toString());
        try (EmbeddedBroker broker = EmbeddedBroker.start(new SecureListener("SSL", mutual))) {
            prepare(broker);
            all.add(attempt("works: mTLS", broker, authority, ", certificate: " + client));
            all.add(attempt("mTLS without a certificate", broker, authority, ""));
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(new SecureListener("SASL_SSL", passwords(expired)))) {
            prepare(broker);
            all.add(attempt("expired certificate", broker, authority, login(password)));
        }
        return all;
    }

    private static Map<String, String> keys(Path owner) {
        return Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", owner.toString());
    }

    private static Map<String, String> passwords(Path owner) {
        Map<String, String> settings = new HashMap<>(keys(owner));
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "scram-sha-512.sasl.jaas.config", "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        return settings;
    }

    private static String login(Path secret) {
        return ", user: " + USER + ", password: \"${file:" + secret + "}\"";
    }

    /** Lets the user in, and sends what there is to forecast through the broker's other door. */
    private static void prepare(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), CANARY)))
                    .all()
                    .get();
        }
        broker.createTopics(TopicNames.DEFAULT.all(), 1);
        try (OutgoingProducer producer =
                new OutgoingProducer(broker.bootstrapServers(), TopicNames.DEFAULT, new Properties())) {
            for (Outgoing message : IrishWind.messages(IrishWind.file(), DAYS)) {
                producer.send(message);
            }
            producer.flush();
        }
    }

    private Attempt attempt(String name, EmbeddedBroker broker, Path trusted, String further) throws Exception {
        Path file = Files.writeString(
                folder.resolve("field.yaml"), """
                field: irish-wind
                network: {stations: "bundled:irish-wind/stations.csv"}
                step: 1d
                stream: {max_leap: 60d}
                kafka: {bootstrap: "%s", security: {ca: %s%s}}
                """.formatted(broker.secureBootstrapServers(), trusted, further));
        int before = forecasts(broker);
        Path log = folder.resolve(name.replaceAll("\\W+", "-") + ".log");
        long begin = System.nanoTime();
        int code = run(log, List.of("run", "--until-now", "--metrics-port", "0", "-c", file.toString()));
        double seconds = (System.nanoTime() - begin) / 1e9;
        run(log, List.of("check", "--print-config", "-c", file.toString()));
        int forecasts = forecasts(broker) - before;
        String said = Files.readString(log);
        Attempt attempt = new Attempt(name, code, said, forecasts, seconds);
        lines.accept(String.format(
                Locale.ROOT,
                "%-28s ends with %d after %4.1f s, %3d forecasts, secret %s; %s",
                name,
                code,
                seconds,
                forecasts,
                attempt.tells() ? "SEEN" : "not seen",
                said.lines()
                        .filter(line -> line.startsWith("fieldcast: "))
                        .findFirst()
                        .orElse("")));
        return attempt;
    }

    private static int forecasts(EmbeddedBroker broker) {
        return TopicReader.readAll(broker.bootstrapServers(), TopicNames.DEFAULT.forecasts())
                .size();
    }

    /** Runs a command to its end, with everything logged that Kafka and Flink have to say. */
    private int run(Path log, List<String> command) throws IOException, InterruptedException {
        Path logging = Files.writeString(folder.resolve("log4j2.properties"), """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} %m%n
                """);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (JavaProcess process = JavaProcess.start(
                "fieldcast",
                log,
                List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-Dlog4j2.configurationFile=" + logging.toUri()),
                Fieldcast.class.getName(),
                command)) {
            while (process.isAlive()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("does not end\n" + process.tail());
                }
                Thread.sleep(50);
            }
            return process.exitCode();
        }
    }
}
