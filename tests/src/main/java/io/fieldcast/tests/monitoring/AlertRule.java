package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One alert of a file of Prometheus rules. Immutable.
 *
 * @param group name of the group it stands in
 * @param lasting how long the condition must hold, as Prometheus writes it
 * @param severity {@code page} or {@code ticket}
 */
public record AlertRule(String group, String name, String expression, String lasting, String severity, String summary) {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Every alert of a file, in its order. */
    public static List<AlertRule> read(Path file) throws IOException {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode group : YAML.readTree(file.toFile()).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                rules.add(new AlertRule(
                        group.get("name").asText(),
                        rule.get("alert").asText(),
                        rule.get("expr").asText().strip(),
                        rule.path("for").asText("0s"),
                        rule.at("/labels/severity").asText(),
                        rule.at("/annotations/summary").asText()));
            }
        }
        return rules;
    }
}
