package io.fieldcast.pipeline.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code scores.json}: an array with one object for each lead time; {@code lead} is an ISO-8601 duration, NaN is null. */
public final class ScoresFile {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ScoresFile() {}

    public static void write(Path file, List<LeadScore> scores) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(toJson(scores));
        Files.writeString(file, text + "\n", StandardCharsets.UTF_8);
    }

    static ArrayNode toJson(List<LeadScore> scores) {
        ArrayNode array = MAPPER.createArrayNode();
        for (LeadScore score : scores) {
            ObjectNode node = array.addObject();
            node.put("lead", score.lead().toString());
            node.put("leadSeconds", score.lead().toSeconds());
            number(node, "rmse", score.rmse());
            number(node, "mae", score.mae());
            number(node, "bias", score.bias());
            number(node, "crps", score.crps());
            number(node, "coverage50", score.coverage50());
            number(node, "coverage90", score.coverage90());
            node.put("n", score.n());
            number(node, "persistenceRmse", score.persistenceRmse());
            number(node, "persistenceMae", score.persistenceMae());
            number(node, "persistenceCrps", score.persistenceCrps());
            number(node, "climatologyRmse", score.climatologyRmse());
            number(node, "climatologyMae", score.climatologyMae());
            number(node, "climatologyCrps", score.climatologyCrps());
            number(node, "rmseSkillPersistence", score.rmseSkillPersistence());
            number(node, "rmseSkillClimatology", score.rmseSkillClimatology());
        }
        return array;
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
