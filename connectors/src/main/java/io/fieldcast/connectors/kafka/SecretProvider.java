package io.fieldcast.connectors.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Fetches a secret that a client's setting only refers to, at the moment at which the client is made and on the machine on which it
 * is made. So neither a job graph nor a checkpoint nor a printed configuration ever holds it. Kafka's own provider for the
 * environment leaves a variable that is not set as it was written, which then fails as a wrong password.
 */
public final class SecretProvider implements ConfigProvider {
    static final String FROM = "from";
    static final String QUOTED = "quoted";
    static final String ENVIRONMENT = "environment";
    static final String FILE = "file";

    private boolean environment;
    private boolean quoted;

    @Override
    public void configure(Map<String, ?> parameters) {
        environment = ENVIRONMENT.equals(parameters.get(FROM));
        quoted = "true".equals(parameters.get(QUOTED));
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(Map.of());
    }

    /**
     * The secrets of these names.
     *
     * @throws ConfigException if one is not there; it carries the name
     */
    @Override
    public ConfigData get(String path, Set<String> names) {
        Map<String, String> found = new HashMap<>();
        for (String name : names) {
            String secret = environment ? variable(name) : content(name);
            // Inside a quoted text of a JAAS configuration.
            found.put(name, quoted ? secret.replace("\\", "\\\\").replace("\"", "\\\"") : secret);
        }
        return new ConfigData(found);
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new ConfigException("the environment variable " + name + ", which should hold a secret, is not set");
        }
        return value;
    }

    /** Without the line feed with which editors end a file. */
    private static String content(String name) {
        try {
            return Files.readString(Path.of(name)).stripTrailing();
        } catch (IOException e) {
            throw new ConfigException("the file " + name + ", which should hold a secret, cannot be read here");
        }
    }

    @Override
    public void close() {}
}
