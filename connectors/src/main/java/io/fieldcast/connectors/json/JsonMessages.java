package io.fieldcast.connectors.json;

import static io.fieldcast.connectors.json.Names.*;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.fieldcast.connectors.record.Control;
import io.fieldcast.connectors.record.Outgoing;
import io.fieldcast.connectors.record.Topic;
import io.fieldcast.domain.ChangeReport;
import io.fieldcast.domain.Check;
import io.fieldcast.domain.DeadLetter;
import io.fieldcast.domain.Diagnostics;
import io.fieldcast.domain.Forecast;
import io.fieldcast.domain.Observation;
import io.fieldcast.domain.Quality;
import io.fieldcast.domain.StationAnalysis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/**
 * Writes messages as JSON. Equal values give equal bytes: properties in a fixed order, shortest numbers, no white space. Each
 * message has its JSON Schema in {@code /schemas}. One instance serves any number of messages; confined to one thread.
 */
public final class JsonMessages {
    /** Most bytes of a refused record that its dead letter carries. */
    public static final int LONGEST_LETTER = 64 * 1024;

    /** What a broker and a message's other parts need beside a model. */
    private static final int OVERHEAD = 4096;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(4096);
    private final JsonGenerator json;
    private final TextCache texts = new TextCache();
    private final SerializedString provenance;
    private double[] levels = {};
    private SerializedString[] levelNames = {};

    /** A writer whose forecasts name no provenance. */
    public JsonMessages() {
        this("{}");
    }

    /** @param provenance a JSON object, repeated in every forecast as it stands; see {@link Provenance#json()} */
    public JsonMessages(String provenance) {
        Check.that(isObject(provenance), "provenance must be one JSON object, got %s", provenance);
        this.provenance = new SerializedString(provenance);
        try {
            this.json = JsonFormat.FACTORY.createGenerator(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if the value is not finite */
    public Outgoing observation(Observation observation) {
        finite("value", observation.value());
        try {
            json.writeStartObject();
            write(observation);
            return message(Topic.OBSERVATIONS, observation.station(), observation.time());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if a number is not finite */
    public Outgoing forecast(Forecast forecast) {
        finite("mean", forecast.mean());
        for (int i = 0; i < forecast.levels(); i++) {
            finite("quantile", forecast.quantile(i));
        }
        nameLevels(forecast);
        try {
            json.writeStartObject();
            property(FIELD, forecast.field());
            property(STATION, forecast.station());
            property(ISSUED_AT, texts.text(forecast.issuedAt()));
            property(VALID_AT, texts.text(forecast.validAt()));
            property(LEAD, texts.text(forecast.lead()));
            property(MEAN, forecast.mean());
            json.writeFieldName(QUANTILES);
            json.writeStartObject();
            for (int i = 0; i < forecast.levels(); i++) {
                property(levelNames[i], forecast.quantile(i));
            }
            json.writeEndObject();
            members(forecast);
            if (forecast.isOfWarmUp()) {
                json.writeFieldName(WARM_UP);
                json.writeBoolean(true);
            }
            json.writeFieldName(PROVENANCE);
            json.writeRawValue(provenance);
            return message(Topic.FORECASTS, place(forecast.field(), forecast.station()), forecast.issuedAt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void members(Forecast forecast) throws IOException {
        if (forecast.members() == 0) {
            return;
        }
        json.writeFieldName(MEMBERS);
        json.writeStartArray();
        for (int i = 0; i < forecast.members(); i++) {
            finite("member", forecast.member(i));
            json.writeNumber(forecast.member(i));
        }
        json.writeEndArray();
    }

    /** @throws IllegalArgumentException if a number is not finite */
    public Outgoing analysis(StationAnalysis analysis) {
        finite("mean", analysis.mean());
        finite("spread", analysis.spread());
        try {
            json.writeStartObject();
            property(FIELD, analysis.field());
            property(STATION, analysis.station());
            property(TIME, texts.text(analysis.time()));
            property(MEAN, analysis.mean());
            property(SPREAD, analysis.spread());
            if (analysis.smoothed()) {
                json.writeFieldName(SMOOTHED);
                json.writeBoolean(true);
            }
            return message(Topic.ANALYSIS, place(analysis.field(), analysis.station()), analysis.time());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Innovation and expected spread are left out where they are not finite: no forecast was made there. */
    public Outgoing quality(Quality quality) {
        Observation observation = quality.observation();
        finite("value", observation.value());
        try {
            json.writeStartObject();
            write(observation);
            property(CODE, quality.code().name());
            json.writeFieldName(NUMBER);
            json.writeNumber(quality.code().number());
            property(CYCLE, texts.text(quality.cycle()));
            if (Double.isFinite(quality.innovation())) {
                property(INNOVATION, quality.innovation());
            }
            if (Double.isFinite(quality.expected())) {
                property(EXPECTED, quality.expected());
            }
            return message(Topic.QUALITY, place(observation.field(), observation.station()), quality.cycle());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if a number is not finite */
    public Outgoing diagnostics(Diagnostics diagnostics) {
        diagnostics.numbers().forEach(JsonMessages::finite);
        try {
            json.writeStartObject();
            property(FIELD, diagnostics.field());
            property(CYCLE, texts.text(diagnostics.cycle()));
            json.writeFieldName(NUMBERS);
            json.writeStartObject();
            for (Map.Entry<String, Double> number : diagnostics.numbers().entrySet()) {
                json.writeFieldName(number.getKey());
                json.writeNumber(number.getValue());
            }
            json.writeEndObject();
            return message(Topic.DIAGNOSTICS, diagnostics.field(), diagnostics.cycle());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes what {@link ControlParser} reads.
     *
     * @throws IllegalArgumentException if it is longer than that reads, since its model is too large
     */
    public Outgoing control(Control control) {
        long length = control.settings.length() + 4L * control.model.length / 3;
        Check.that(
                length < ControlParser.LARGEST - OVERHEAD,
                "the change has %s bytes, a message takes at most %s; a larger model goes into the field's file",
                length,
                ControlParser.LARGEST - OVERHEAD);
        try {
            json.writeStartObject();
            property(FIELD, control.field);
            property(ID, control.id);
            property(
                    FROM,
                    control.from == Control.NEXT
                            ? "next"
                            : Instant.ofEpochMilli(control.from).toString());
            if (control.rollback) {
                json.writeFieldName(ROLLBACK);
                json.writeStartObject();
                optional(BEFORE, control.before);
                json.writeEndObject();
            }
            if (!control.settings.isEmpty()) {
                json.writeFieldName(SETTINGS);
                json.writeRawValue(control.settings);
            }
            if (control.model.length > 0) {
                json.writeFieldName(MODEL);
                json.writeStartObject();
                property(SHA256, control.checksum);
                json.writeFieldName(BYTES);
                json.writeBinary(control.model);
                json.writeEndObject();
            }
            return message(Topic.CONTROL, control.field, Math.max(0, control.from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reason, model and configuration are left out where they are empty, the time where it is {@link Instant#MIN}. */
    public Outgoing change(ChangeReport change) {
        try {
            json.writeStartObject();
            property(FIELD, change.field());
            property(ID, change.id());
            property(CODE, change.code().name());
            boolean dated = !change.from().equals(Instant.MIN);
            if (dated) {
                property(FROM, texts.text(change.from()));
            }
            optional(REASON, change.reason());
            optional(MODEL, change.model());
            optional(CONFIGURATION, change.configuration());
            return message(Topic.CHANGES, change.field(), dated ? change.from().toEpochMilli() : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void optional(SerializableString name, String value) throws IOException {
        if (!value.isEmpty()) {
            property(name, value);
        }
    }

    /**
     * Writes the letter of a refused record; of its bytes at most {@link #LONGEST_LETTER}.
     *
     * @param bytes the record, left as it was
     * @param timestamp arrival time, milliseconds since 1970
     */
    public Outgoing deadLetter(DeadLetter letter, byte[] bytes, long timestamp) {
        try {
            json.writeStartObject();
            property(REASON, letter.reason());
            property(SOURCE, letter.source());
            json.writeFieldName(PARTITION);
            json.writeNumber(letter.partition());
            json.writeFieldName(OFFSET);
            json.writeNumber(letter.offset());
            json.writeFieldName(SIZE);
            json.writeNumber(bytes.length);
            json.writeFieldName(TRUNCATED);
            json.writeBoolean(bytes.length > LONGEST_LETTER);
            json.writeFieldName(BYTES);
            json.writeBinary(bytes, 0, Math.min(bytes.length, LONGEST_LETTER));
            String key = letter.source() + '/' + letter.partition();
            return message(Topic.DEAD_LETTERS, key, timestamp);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Observation observation) throws IOException {
        property(FIELD, observation.field());
        property(STATION, observation.station());
        property(TIME, texts.text(observation.time()));
        property(VALUE, observation.value());
    }

    private void property(SerializableString name, String value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    private void property(SerializableString name, SerializableString value) throws IOException {
        json.writeFieldName(name);
        json.writeString(value);
    }

    private void property(SerializableString name, double value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value);
    }

    private Outgoing message(Topic topic, String key, Instant time) throws IOException {
        return message(topic, key, time.toEpochMilli());
    }

    private Outgoing message(Topic topic, String key, long timestamp) throws IOException {
        json.writeEndObject();
        json.flush();
        byte[] value = buffer.toByteArray();
        buffer.reset();
        return new Outgoing(topic, key, timestamp, value);
    }

    private static String place(String field, String station) {
        return field + '/' + station;
    }

    /** All forecasts of a field have the same levels, so their names are made once. */
    private void nameLevels(Forecast forecast) {
        boolean same = levels.length == forecast.levels();
        for (int i = 0; same && i < levels.length; i++) {
            same = levels[i] == forecast.level(i);
        }
        if (!same) {
            levels = new double[forecast.levels()];
            levelNames = new SerializedString[levels.length];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = forecast.level(i);
                levelNames[i] = new SerializedString(Double.toString(levels[i]));
            }
        }
    }

    /** Everything is checked before the first byte, so that a refused value leaves the writer ready for the next. */
    private static void finite(String name, double value) {
        Check.that(Double.isFinite(value), "%s must be finite, got %s", name, value);
    }

    private static boolean isObject(String text) {
        try (JsonParser parser = JsonFormat.FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
