package io.fieldcast.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One panel of a dashboard, as far as a drawing of it needs. Immutable.
 *
 * @param type Grafana's name of its kind; {@code row} is a heading
 * @param place where it stands, in units of Grafana's grid of 24 columns
 * @param queries what it asks; none for a heading
 * @param look how its values are shown
 * @param lying whether its bars lie instead of standing
 * @param repeat name of the variable for each of whose values it stands once
 */
record Panel(
        String type,
        String title,
        Place place,
        List<Query> queries,
        Look look,
        boolean lying,
        Optional<String> repeat) {
    record Place(int x, int y, int width, int height) {}

    /**
     * A question to Prometheus.
     *
     * @param legend what its curves are called; <code>{{label}}</code> stands for a label's value
     * @param instant whether it asks for now instead of for a stretch of time
     */
    record Query(String expression, String legend, boolean instant) {}

    /**
     * How values are shown.
     *
     * @param unit Grafana's name of it
     * @param decimals of a value; -1 for as many as it takes
     * @param thresholds rising; the first holds from minus infinity
     * @param band names of the curves between which the panel is filled, upper and lower; or none
     */
    record Look(
            String unit,
            Optional<Double> min,
            Optional<Double> max,
            int decimals,
            List<Threshold> thresholds,
            List<String> band) {}

    record Threshold(double from, String color) {}

    Panel(
            String type,
            String title,
            Place place,
            List<Query> queries,
            Look look,
            boolean lying,
            Optional<String> repeat) {
        this.type = type;
        this.title = title;
        this.place = place;
        this.queries = List.copyOf(queries);
        this.look = look;
        this.lying = lying;
        this.repeat = repeat;
    }

    static Panel read(JsonNode json) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode target : json.path("targets")) {
            queries.add(new Query(
                    target.get("expr").asText(),
                    target.get("legendFormat").asText(),
                    target.get("instant").asBoolean()));
        }
        JsonNode grid = json.get("gridPos");
        return new Panel(
                json.get("type").asText(),
                json.get("title").asText(),
                new Place(
                        grid.get("x").asInt(),
                        grid.get("y").asInt(),
                        grid.get("w").asInt(),
                        grid.get("h").asInt()),
                queries,
                look(json.path("fieldConfig")),
                json.at("/options/orientation").asText().equals("horizontal"),
                json.has("repeat") ? Optional.of(json.get("repeat").asText()) : Optional.empty());
    }

    private static Look look(JsonNode config) {
        JsonNode defaults = config.path("defaults");
        List<Threshold> thresholds = new ArrayList<>();
        for (JsonNode step : defaults.at("/thresholds/steps")) {
            double from = step.get("value").isNull()
                    ? Double.NEGATIVE_INFINITY
                    : step.get("value").asDouble();
            thresholds.add(new Threshold(from, step.get("color").asText()));
        }
        List<String> band = new ArrayList<>();
        for (JsonNode override : config.path("overrides")) {
            band.add(override.at("/matcher/options").asText());
        }
        return new Look(
                defaults.path("unit").asText("none"),
                number(defaults, "min"),
                number(defaults, "max"),
                defaults.path("decimals").asInt(-1),
                List.copyOf(thresholds),
                List.copyOf(band));
    }

    private static Optional<Double> number(JsonNode node, String key) {
        return node.has(key) ? Optional.of(node.get(key).asDouble()) : Optional.empty();
    }

    /** The same somewhere else, with {@code $variable} in its title filled in. */
    Panel at(Place other, String variable, String value) {
        return new Panel(type, title.replace("$" + variable, value), other, queries, look, lying, Optional.empty());
    }
}
