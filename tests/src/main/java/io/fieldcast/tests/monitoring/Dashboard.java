package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One of the dashboards that Grafana is provisioned with. Immutable.
 *
 * @param name of its file
 * @param choices its variables, each of which may ask for what those before it say
 */
record Dashboard(String name, String title, List<Choice> choices, List<Panel> panels) {
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

    /**
     * A variable: the values of a label.
     *
     * @param series which series bear the label
     */
    record Choice(String name, String label, String series) {}

    /** The three of them, in the order in which a person looks at them. */
    static List<Dashboard> all(Path monitoring) throws IOException {
        List<Dashboard> all = new ArrayList<>();
        for (String name : List.of("service", "forecast", "assimilation")) {
            all.add(read(monitoring.resolve("grafana/dashboards/" + name + ".json")));
        }
        return all;
    }

    static Dashboard read(Path file) throws IOException {
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        List<Choice> choices = new ArrayList<>();
        for (JsonNode variable : json.at("/templating/list")) {
            Matcher asked = LABEL_VALUES.matcher(variable.at("/query/query").asText());
            if (asked.matches()) {
                choices.add(new Choice(variable.get("name").asText(), asked.group(2), asked.group(1)));
            }
        }
        List<Panel> panels = new ArrayList<>();
        json.get("panels").forEach(panel -> panels.add(Panel.read(panel)));
        String name = String.valueOf(file.getFileName()).replace(".json", "");
        return new Dashboard(name, json.get("title").asText(), List.copyOf(choices), List.copyOf(panels));
    }

    /** Every query of it, those of its variables included. */
    Stream<String> queries() {
        return Stream.concat(
                panels.stream().flatMap(panel -> panel.queries().stream()).map(Panel.Query::expression),
                choices.stream().map(Choice::series));
    }
}
