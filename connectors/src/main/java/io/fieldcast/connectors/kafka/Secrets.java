package io.fieldcast.connectors.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Which settings of a client are secrets, and how they are referred to: {@code ${env:NAME}} or {@code ${file:PATH}}. */
public final class Secrets {
    /** What to write instead of a secret. */
    public static final String WANTED =
            "a reference such as ${file:/run/secrets/kafka-password} or ${env:KAFKA_PASSWORD} instead of the secret itself";

    private static final Pattern SECRET = Pattern.compile("(?i)password|secret|token|credential");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):[^{}:]+}");
    private static final Pattern LITERAL_IN_JAAS =
            Pattern.compile("(?i)(password|secret|token)\\w*\\s*=\\s*\"?(?!\"?\\$\\{(env|file):)[^\"\\s;]");
    private static final String JAAS = "sasl.jaas.config";

    private Secrets() {}

    /** Whether the setting of that name must not stand in a file as it is. */
    public static boolean isSecret(String name) {
        ConfigDef.ConfigKey known = ConsumerConfig.configDef().configKeys().get(name);
        return known == null ? SECRET.matcher(name).find() : known.type() == ConfigDef.Type.PASSWORD;
    }

    /** Whether {@code value}, of a setting that is a secret, holds the secret itself instead of a reference. */
    public static boolean isLiteral(String name, String value) {
        return name.equals(JAAS)
                ? LITERAL_IN_JAAS.matcher(value).find()
                : !REFERENCE.matcher(value).matches();
    }

    /**
     * The setting by which a client proves who it is.
     *
     * @param password a reference
     */
    public static String jaas(String mechanism, String user, String password) {
        String module = mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
        return "org.apache.kafka.common.security." + module + " required username=\"" + user + "\" password=\""
                + password.replace("${", "${quoted-") + "\";";
    }

    /** Settings that let a client follow references. */
    public static Map<String, String> providers() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("config.providers", "env,file,quoted-env,quoted-file");
        for (String name : new String[] {"env", "file", "quoted-env", "quoted-file"}) {
            String prefix = "config.providers." + name;
            boolean environment = name.endsWith("env");
            settings.put(prefix + ".class", SecretProvider.class.getName());
            settings.put(
                    prefix + ".param." + SecretProvider.FROM,
                    environment ? SecretProvider.ENVIRONMENT : SecretProvider.FILE);
            settings.put(prefix + ".param." + SecretProvider.QUOTED, Boolean.toString(name.startsWith("quoted")));
        }
        return settings;
    }
}
