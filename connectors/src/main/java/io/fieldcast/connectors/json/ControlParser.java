package io.fieldcast.connectors.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Identifiers;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.connectors.record.RecordTime;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads one control message from bytes that anybody may have written: {@code {"field":"irish-wind","id":"calmer",
 * "from":"1970-01-01T00:00:00Z","settings":{"dynamics":{"kept":0.9}},"model":{"sha256":"…","bytes":"…"}}}, or with
 * {@code "rollback":{"before":"calmer"}} instead of settings and model. Immutable, thread-safe.
 */
public final class ControlParser {
    /** Largest message that is looked into; a broker's usual limit. */
    public static final int LARGEST = 1024 * 1024;

    private static final Set<String> KNOWN = Set.of("field", "id", "from", "settings", "model", "rollback");
    private static final String NEXT = "next";

    private static final ObjectReader JSON = new ObjectMapper(JsonFormat.withStringsUpTo(LARGEST))
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ControlParser() {}

    /**
     * Reads one message.
     *
     * @return what it says; if only field and identifier can be read, with its {@link Control#problem}
     * @throws RecordRejected if not even they can be read
     */
    public static Control parse(byte[] bytes) throws RecordRejected {
        if (bytes.length == 0) {
            throw new RecordRejected("record: empty");
        }
        if (bytes.length > LARGEST) {
            throw new RecordRejected("record: expected at most " + LARGEST + " bytes, got " + bytes.length);
        }
        JsonNode json = tree(bytes);
        if (!json.isObject()) {
            throw new RecordRejected("record: expected a JSON object, got " + json.getNodeType());
        }
        String field = Identifiers.check("field", text(json, "field"));
        String id = Identifiers.check("id", text(json, "id"));
        try {
            return content(field, id, json);
        } catch (RecordRejected e) {
            return Control.unreadable(field, id, e.reason());
        }
    }

    private static JsonNode tree(byte[] bytes) throws RecordRejected {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            String message = String.valueOf(e.getOriginalMessage());
            throw new RecordRejected("json: " + message.lines().findFirst().orElse("cannot be read"));
        } catch (IOException e) {
            throw new RecordRejected("json: " + e.getMessage());
        }
    }

    private static Control content(String field, String id, JsonNode json) throws RecordRejected {
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new RecordRejected(RecordRejected.excerpt(unknown.iterator().next()) + ": is not known here");
        }
        long from = from(text(json, "from"));
        JsonNode rollback = json.path("rollback");
        if (!rollback.isMissingNode()) {
            if (json.has("settings") || json.has("model")) {
                throw new RecordRejected("rollback: expected neither settings nor model beside it");
            }
            object("rollback", rollback);
            String before = rollback.has("before") ? Identifiers.check("before", text(rollback, "before")) : "";
            return Control.rollback(field, id, from, before);
        }
        JsonNode settings = json.path("settings");
        JsonNode model = json.path("model");
        if (settings.isMissingNode() && model.isMissingNode()) {
            throw new RecordRejected("settings: expected settings, model or rollback, but all are missing");
        }
        String text =
                settings.isMissingNode() ? "" : object("settings", settings).toString();
        if (model.isMissingNode()) {
            return Control.change(field, id, from, text, new byte[0], "");
        }
        object("model", model);
        return Control.change(field, id, from, text, bytes(model), text(model, "sha256"));
    }

    private static JsonNode object(String name, JsonNode node) throws RecordRejected {
        if (!node.isObject()) {
            throw new RecordRejected(name + ": expected an object, got " + node.getNodeType());
        }
        return node;
    }

    private static long from(String text) throws RecordRejected {
        return text.equals(NEXT) ? Control.NEXT : RecordTime.parse(text);
    }

    private static byte[] bytes(JsonNode model) throws RecordRejected {
        text(model, "bytes");
        try {
            byte[] bytes = model.get("bytes").binaryValue();
            if (bytes.length == 0) {
                throw new RecordRejected("bytes: expected the bytes of a model file, got none");
            }
            return bytes;
        } catch (IOException e) {
            throw new RecordRejected("bytes: expected base64, got something else");
        }
    }

    private static String text(JsonNode json, String name) throws RecordRejected {
        JsonNode node = json.path(name);
        if (node.isMissingNode()) {
            throw new RecordRejected(name + ": missing");
        }
        if (!node.isTextual()) {
            throw new RecordRejected(name + ": expected a string, got " + node.getNodeType());
        }
        return node.textValue();
    }
}
