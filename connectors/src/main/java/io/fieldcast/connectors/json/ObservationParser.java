package io.fieldcast.connectors.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.fieldcast.connectors.record.Identifiers;
import io.fieldcast.connectors.record.Reading;
import io.fieldcast.connectors.record.RecordRejected;
import io.fieldcast.connectors.record.RecordTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads one observation message from bytes that anybody may have written: {@code {"field":"irish-wind","station":"VAL",
 * "time":"1961-01-01T00:00:00Z","value":7.7}}. The field may be missing, unknown properties are skipped, the time may be
 * milliseconds since 1970. That is version 1 of its schema; with {@code "schema":2} it may name the value's {@code "unit"}. A newer
 * version than these may mean anything, so it is refused. Confined to one thread.
 */
public final class ObservationParser {
    /** Latest version of the message's schema that is understood. */
    public static final int LATEST_SCHEMA = 2;

    /** Largest record that is looked into. */
    public static final int LARGEST = 1024 * 1024;

    private static final int HAS_FIELD = 1;
    private static final int HAS_STATION = 2;
    private static final int HAS_TIME = 4;
    private static final int HAS_VALUE = 8;
    private static final int HAS_SCHEMA = 16;
    private static final int HAS_UNIT = 32;

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer characters = CharBuffer.allocate(1024);

    /**
     * Reads one message.
     *
     * @param bytes the message, left as it was
     * @param reading receives the content; undefined after a rejection
     * @throws RecordRejected with the reason, whatever the bytes are
     */
    public void parse(byte[] bytes, Reading reading) throws RecordRejected {
        if (bytes.length == 0) {
            throw new RecordRejected("record: empty");
        }
        if (bytes.length > LARGEST) {
            throw new RecordRejected("record: expected at most " + LARGEST + " bytes, got " + bytes.length);
        }
        checkUtf8(bytes);
        try (JsonParser json = JsonFormat.FACTORY.createParser(bytes)) {
            try {
                read(json, reading);
            } catch (JsonEOFException e) {
                throw new RecordRejected("json: unexpected end of the record at byte " + bytes.length);
            } catch (StreamConstraintsException e) {
                throw new RecordRejected("json: " + firstLine(e.getOriginalMessage()));
            } catch (JsonProcessingException e) {
                throw new RecordRejected("json: " + firstLine(e.getOriginalMessage()) + " at byte "
                        + json.currentLocation().getByteOffset());
            }
        } catch (IOException e) {
            throw new RecordRejected("json: " + e.getMessage());
        }
    }

    private static void read(JsonParser json, Reading reading) throws IOException, RecordRejected {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new RecordRejected("record: expected a JSON object, got " + found(json));
        }
        reading.field = "";
        reading.unit = "";
        long schema = 1;
        int seen = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            int property = property(name);
            if ((seen & property) != 0) {
                throw new RecordRejected(name + ": given twice");
            }
            seen |= property;
            switch (property) {
                case HAS_FIELD -> reading.field = Identifiers.check(name, text(name, json));
                case HAS_STATION -> reading.station = Identifiers.check(name, text(name, json));
                case HAS_TIME -> reading.time = time(json);
                case HAS_VALUE -> reading.value = value(json);
                case HAS_SCHEMA -> schema = schema(json);
                case HAS_UNIT -> {
                    reading.unit = json.hasToken(JsonToken.VALUE_STRING) ? json.getText() : "";
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new RecordRejected("record: expected nothing after the JSON object, got " + found(json));
        }
        require(seen, HAS_STATION, "station");
        require(seen, HAS_TIME, "time");
        require(seen, HAS_VALUE, "value");
        if (schema == 1) {
            // To version 1 a unit is one of the unknown properties.
            reading.unit = "";
        } else if ((seen & HAS_UNIT) != 0 && reading.unit.isEmpty()) {
            throw new RecordRejected("unit: expected a string that is not empty");
        }
    }

    private static int property(String name) {
        return switch (name) {
            case "field" -> HAS_FIELD;
            case "station" -> HAS_STATION;
            case "time" -> HAS_TIME;
            case "value" -> HAS_VALUE;
            case "schema" -> HAS_SCHEMA;
            case "unit" -> HAS_UNIT;
            default -> 0;
        };
    }

    private static void require(int seen, int property, String name) throws RecordRejected {
        if ((seen & property) == 0) {
            throw new RecordRejected(name + ": missing");
        }
    }

    private static String text(String name, JsonParser json) throws IOException, RecordRejected {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw new RecordRejected(name + ": expected a string, got " + found(json));
        }
        return json.getText();
    }

    private static long time(JsonParser json) throws IOException, RecordRejected {
        if (json.hasToken(JsonToken.VALUE_STRING)) {
            return RecordTime.parse(json.getText());
        }
        if (json.hasToken(JsonToken.VALUE_NUMBER_INT) && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return RecordTime.ofMillis(json.getLongValue());
        }
        throw new RecordRejected("time: expected ISO-8601 with an offset or epoch milliseconds, got " + found(json));
    }

    private static long schema(JsonParser json) throws IOException, RecordRejected {
        boolean whole =
                json.hasToken(JsonToken.VALUE_NUMBER_INT) && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        long version = whole ? json.getLongValue() : 0;
        if (version < 1) {
            throw new RecordRejected("schema: expected a whole number from 1, got " + found(json));
        }
        if (version > LATEST_SCHEMA) {
            throw new RecordRejected("schema: version " + version + " is newer than " + LATEST_SCHEMA
                    + ", the latest that this program reads");
        }
        return version;
    }

    private static double value(JsonParser json) throws IOException, RecordRejected {
        double value = json.currentToken().isNumeric() ? json.getDoubleValue() : Double.NaN;
        if (!Double.isFinite(value)) {
            throw new RecordRejected("value: expected a finite number, got " + found(json));
        }
        return value;
    }

    /** What stands at the current place, for a reason. */
    private static String found(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> RecordRejected.excerpt(json.getText());
            default -> json.getText();
        };
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** Jackson lets some malformed sequences pass, so all but plain ASCII is checked by the platform's strict decoder. */
    private void checkUtf8(byte[] bytes) throws RecordRejected {
        int at = 0;
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        if (at == bytes.length) {
            return;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, at, bytes.length - at);
        utf8.reset();
        CoderResult result;
        do {
            characters.clear();
            result = utf8.decode(rest, characters, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw new RecordRejected("record: not valid UTF-8 at byte " + rest.position());
        }
    }
}
