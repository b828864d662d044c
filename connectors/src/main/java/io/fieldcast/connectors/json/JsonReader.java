package io.fieldcast.connectors.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fieldcast.domain.ChangeCode;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.DeadLetter;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads back the messages that {@link JsonMessages} wrote, for reports, the live view and tests. Written for the reader, not for
 * speed: observations of the live stream go through {@link ObservationParser}. Every method throws
 * {@link IllegalArgumentException} on bytes that are not such a message. Immutable, thread-safe.
 */
public final class JsonReader {
    private static final ObjectReader JSON = new ObjectMapper(JsonFormat.FACTORY).reader();

    /**
     * The dead letter's own bytes in base64 are longer than a string of a foreign record may be, so these messages, being our
     * own, are read without that limit.
     */
    private static final ObjectReader LETTERS = new ObjectMapper().reader();

    private JsonReader() {}

    public static Observation observation(byte[] message) {
        return observation(tree(JSON, message));
    }

    public static Forecast forecast(byte[] message) {
        JsonNode json = tree(JSON, message);
        JsonNode quantiles = get(json, "quantiles");
        double[] levels = new double[quantiles.size()];
        double[] values = new double[levels.length];
        Iterator<Map.Entry<String, JsonNode>> entries = quantiles.properties().iterator();
        for (int i = 0; i < levels.length; i++) {
            Map.Entry<String, JsonNode> entry = entries.next();
            levels[i] = Double.parseDouble(entry.getKey());
            values[i] = entry.getValue().doubleValue();
        }
        Forecast forecast = new Forecast(
                text(json, "field"),
                text(json, "station"),
                time(json, "issuedAt"),
                Duration.parse(text(json, "lead")),
                number(json, "mean"),
                levels,
                values,
                numbers(json.path("members")));
        return json.path("warmUp").asBoolean() ? forecast.ofWarmUp() : forecast;
    }

    private static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).doubleValue();
        }
        return numbers;
    }

    /** The provenance of a forecast message, as JSON text. */
    public static String provenance(byte[] message) {
        return get(tree(JSON, message), "provenance").toString();
    }

    public static StationAnalysis analysis(byte[] message) {
        JsonNode json = tree(JSON, message);
        return new StationAnalysis(
                text(json, "field"),
                text(json, "station"),
                time(json, "time"),
                number(json, "mean"),
                number(json, "spread"),
                json.path("smoothed").asBoolean());
    }

    public static Quality quality(byte[] message) {
        JsonNode json = tree(JSON, message);
        return new Quality(
                observation(json),
                QcCode.valueOf(text(json, "code")),
                time(json, "cycle"),
                json.has("innovation") ? number(json, "innovation") : Double.NaN,
                json.has("expected") ? number(json, "expected") : Double.NaN);
    }

    public static ChangeReport change(byte[] message) {
        JsonNode json = tree(JSON, message);
        return new ChangeReport(
                text(json, "field"),
                text(json, "id"),
                ChangeCode.valueOf(text(json, "code")),
                json.has("from") ? time(json, "from") : Instant.MIN,
                json.path("reason").asText(),
                json.path("model").asText(),
                json.path("configuration").asText());
    }

    public static Diagnostics diagnostics(byte[] message) {
        JsonNode json = tree(JSON, message);
        TreeMap<String, Double> numbers = new TreeMap<>();
        get(json, "numbers")
                .properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().doubleValue()));
        return new Diagnostics(text(json, "field"), time(json, "cycle"), Collections.unmodifiableSortedMap(numbers));
    }

    public static DeadLetterMessage deadLetter(byte[] message) {
        JsonNode json = tree(LETTERS, message);
        DeadLetter letter = new DeadLetter(
                text(json, "reason"),
                text(json, "source"),
                get(json, "partition").intValue(),
                get(json, "offset").longValue());
        try {
            return new DeadLetterMessage(
                    letter, get(json, "size").intValue(), get(json, "bytes").binaryValue());
        } catch (IOException e) {
            throw new IllegalArgumentException("bytes: expected base64", e);
        }
    }

    private static Observation observation(JsonNode json) {
        return new Observation(text(json, "field"), text(json, "station"), time(json, "time"), number(json, "value"));
    }

    private static JsonNode tree(ObjectReader reader, byte[] message) {
        try {
            return reader.readTree(message);
        } catch (IOException e) {
            throw new IllegalArgumentException("message is not JSON: " + e.getMessage(), e);
        }
    }

    private static JsonNode get(JsonNode json, String name) {
        JsonNode node = json.get(name);
        if (node == null) {
            throw new IllegalArgumentException(name + ": missing");
        }
        return node;
    }

    private static String text(JsonNode json, String name) {
        JsonNode node = get(json, name);
        Check.that(node.isTextual(), "%s: expected a string, got %s", name, node);
        return node.textValue();
    }

    private static double number(JsonNode json, String name) {
        JsonNode node = get(json, name);
        Check.that(node.isNumber(), "%s: expected a number, got %s", name, node);
        return node.doubleValue();
    }

    private static Instant time(JsonNode json, String name) {
        try {
            return Instant.parse(text(json, name));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
