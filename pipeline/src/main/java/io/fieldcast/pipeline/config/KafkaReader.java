package io.fieldcast.pipeline.config;

import io.fieldcast.connectors.kafka.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads where the topics are, and how to connect to them. Secrets are only referred to; who writes one down is refused. */
final class KafkaReader {
    private static final List<String> MECHANISMS = List.of("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");

    private final Section section;
    private final Map<String, String> properties = new LinkedHashMap<>();

    KafkaReader(Section section) {
        this.section = section;
    }

    FieldFile.Kafka read(String field) {
        if (section.has("security")) {
            security(section.section("security"));
        }
        Section further = section.section("properties");
        for (String key : further.keys()) {
            properties.put(key, Secrets.isSecret(key) ? reference(further, key, key) : further.text(key, ""));
        }
        if (properties.values().stream().anyMatch(value -> value.contains("${"))) {
            properties.putAll(Secrets.providers());
        }
        return new FieldFile.Kafka(
                section.text("bootstrap", "localhost:9092"),
                section.text("prefix", "fieldcast."),
                section.text("group", "fieldcast-" + field),
                section.flag("exactly_once", true),
                properties);
    }

    private void security(Section security) {
        boolean tls = security.flag("tls", true);
        String authority = security.text("ca", "");
        String certificate = security.text("certificate", "");
        String user = security.text("user", "");
        String password = security.has("password") ? reference(security, "password", "password") : "";
        String mechanism = security.choice("mechanism", MECHANISMS.get(0), MECHANISMS);
        properties.put("security.protocol", (user.isEmpty() ? "" : "SASL_") + (tls ? "SSL" : "PLAINTEXT"));
        if (!tls && !(authority.isEmpty() && certificate.isEmpty())) {
            security.problem("tls", "expected true where ca or certificate is given, got false");
        }
        if (!authority.isEmpty()) {
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.location", authority);
        }
        if (!certificate.isEmpty()) {
            properties.put("ssl.keystore.type", "PEM");
            properties.put("ssl.keystore.location", certificate);
        }
        if (user.isEmpty() == security.has("password")) {
            security.problem("password", "user and password go together, and one of them is missing");
        }
        if (user.contains("\"") || user.contains("\\")) {
            security.problem("user", "expected a name without quotes and backslashes");
        } else if (!user.isEmpty()) {
            properties.put("sasl.mechanism", mechanism);
            properties.put("sasl.jaas.config", Secrets.jaas(mechanism, user, password));
        }
    }

    private static String reference(Section section, String key, String setting) {
        return section.text(key, value -> !Secrets.isLiteral(setting, value), Secrets.WANTED);
    }
}
