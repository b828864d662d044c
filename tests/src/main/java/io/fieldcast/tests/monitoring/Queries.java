package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What dashboards ask Prometheus, and which meters a question names. */
public final class Queries {
    private static final Pattern NO_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    private Queries() {}

    /** Every query of a dashboard, those of its variables included. */
    public static List<String> of(Path dashboard) throws IOException {
        JsonNode json = new ObjectMapper().readTree(dashboard.toFile());
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : json.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(target.get("expr").asText());
            }
        }
        for (JsonNode variable : json.at("/templating/list")) {
            if (variable.get("type").asText().equals("query")) {
                String query = variable.at("/query/query").asText();
                queries.add(query.replaceFirst("label_values\\((.*), \\w+\\)", "$1"));
            }
        }
        return queries;
    }

    /** The names of the meters in a PromQL expression, as Prometheus stores them. */
    public static Set<String> meters(String expression) {
        Matcher names = NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
        Set<String> found = new TreeSet<>();
        while (names.find()) {
            if (!WORDS.contains(names.group())) {
                found.add(names.group());
            }
        }
        return found;
    }
}
