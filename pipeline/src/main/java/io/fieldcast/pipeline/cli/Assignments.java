package io.fieldcast.pipeline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;

/** Settings as they are given on a command line, such as {@code dynamics.kept=0.9}, as the mapping that a field's file would hold. */
final class Assignments {
    private static final YAMLMapper YAML = new YAMLMapper();

    private Assignments() {}

    /** @param assignments each a full key, an equals sign and a value as in YAML */
    static ObjectNode mapping(List<String> assignments) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new IOException("--set: expected KEY=VALUE such as dynamics.kept=0.9, got " + assignment);
            }
            ObjectNode at = root;
            String key = assignment.substring(0, equals);
            for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.')) {
                at = at.withObjectProperty(key.substring(0, dot));
                key = key.substring(dot + 1);
            }
            try {
                at.set(key, YAML.readTree(assignment.substring(equals + 1)));
            } catch (JsonProcessingException e) {
                throw new IOException("--set: not a value: " + assignment, e);
            }
        }
        return root;
    }
}
