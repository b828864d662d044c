package io.fieldcast.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fieldcast.monitoring.MicrometerReporterFactory;
import io.fieldcast.pipeline.cli.FieldcastJob;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.FieldFileReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What stands in {@code docker} is what its readers know: fields' files are read, and the Kubernetes manifest has only keys, types and
 * choices of the operator's own definition of a FlinkDeployment.
 */
class DeploymentFilesTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path DOCKER = Path.of("..", "docker");

    @Test
    void theFieldOfTheComposeFileIsTheBundledOne() throws IOException {
        FieldFile composed =
                FieldFileReader.read(DOCKER.resolve("irish-wind.yaml").toString());
        FieldFile bundled = FieldFileReader.read("bundled:irish-wind/field.yaml");
        assertThat(composed.settings()).usingRecursiveComparison().isEqualTo(bundled.settings());
        assertThat(composed.kafka().bootstrap()).isEqualTo("broker:9092");
    }

    @Test
    void theFieldOfTheConfigMapIsAFieldAndHoldsNoSecret() throws IOException {
        String text = document("ConfigMap").at("/data/field.yaml").asText();
        FieldFile field = FieldFileReader.read("field.yaml", text, DOCKER);
        assertThat(field.kafka().properties().get("sasl.jaas.config"))
                .contains("file:/etc/fieldcast/secrets/password}");
    }

    @Test
    void theDeploymentHasOnlyWhatTheOperatorKnows() throws IOException {
        JsonNode schema = definition().at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        List<String> problems = new ArrayList<>();
        check("spec", document("FlinkDeployment").path("spec"), schema, problems);
        // The newest definition on Maven Central is older than Flink 2.2.
        assertThat(problems).containsExactly("spec.flinkVersion: v2_2 is none of its choices");
    }

    @Test
    void theDeploymentNamesClassesThatExist() throws IOException {
        JsonNode spec = document("FlinkDeployment").path("spec");
        assertThat(spec.at("/job/entryClass").asText()).isEqualTo(FieldcastJob.class.getName());
        assertThat(spec.path("flinkConfiguration")
                        .path("metrics.reporter.fieldcast.factory.class")
                        .asText())
                .isEqualTo(MicrometerReporterFactory.class.getName());
    }

    private static JsonNode document(String kind) throws IOException {
        try (var parser =
                YAML.createParser(Files.readString(DOCKER.resolve(Path.of("kubernetes", "fieldcast.yaml"))))) {
            return YAML.readValues(parser, JsonNode.class).readAll().stream()
                    .filter(document -> document.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static JsonNode definition() throws IOException {
        try (InputStream definition = Objects.requireNonNull(DeploymentFilesTest.class.getResourceAsStream(
                "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml"))) {
            return YAML.readTree(definition);
        }
    }

    /** As much of OpenAPI as the operator's definition says: properties, element and value types, choices. */
    private static void check(String path, JsonNode value, JsonNode schema, List<String> problems) {
        JsonNode choices = schema.path("enum");
        if (!choices.isMissingNode() && !contains(choices, value)) {
            problems.add(path + ": " + value.asText() + " is none of its choices");
        }
        if (!isOfType(value, schema)) {
            problems.add(path + ": expected " + schema.path("type").asText() + ", got " + value);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(path + "[" + i + "]", value.get(i), schema.path("items"), problems);
            }
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String key = path + "." + entry.getKey();
            JsonNode known = schema.path("properties").path(entry.getKey());
            JsonNode any = schema.path("additionalProperties");
            if (!known.isMissingNode()) {
                check(key, entry.getValue(), known, problems);
            } else if (!any.isMissingNode()) {
                check(key, entry.getValue(), any, problems);
            } else if (!schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
                problems.add(key + " is not known");
            }
        }
    }

    private static boolean contains(JsonNode choices, JsonNode value) {
        for (JsonNode choice : choices) {
            if (choice.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfType(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isInt() || value.isTextual();
        }
        return switch (schema.path("type").asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }
}
