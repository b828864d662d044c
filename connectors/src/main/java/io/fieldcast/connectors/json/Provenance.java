package io.fieldcast.connectors.json;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Where forecasts come from; written once and repeated in every forecast message. Immutable.
 *
 * @param model identifier of the dynamics, with the checksum of its file where it has one
 * @param configuration hash of the effective configuration
 * @param version version of the code
 * @param seed of the run
 * @param cycle time between two analyses
 */
public record Provenance(String model, String configuration, String version, long seed, Duration cycle) {
    /** This provenance as a JSON object. */
    public String json() {
        StringWriter text = new StringWriter();
        try (var json = JsonFormat.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("model", model);
            json.writeStringField("configuration", configuration);
            json.writeStringField("version", version);
            json.writeNumberField("seed", seed);
            json.writeStringField("cycle", cycle.toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
