package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.Provenance;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.Version;
import java.io.Serializable;
import java.time.Duration;

/**
 * One field as the job carries it to its workers. Immutable.
 *
 * @param provenance written into every forecast
 * @param leap how far from the stream an observation may be whose time nothing else speaks for
 */
public record FieldJob(FieldSettings settings, String provenance, Duration leap) implements Serializable {
    static FieldJob of(FieldFile file) {
        String model = file.effective().at("/dynamics/kind").asText();
        Provenance provenance = new Provenance(
                model,
                file.hash(),
                Version.current(),
                file.settings().seed(),
                file.settings().step());
        return new FieldJob(file.settings(), provenance.json(), file.stream().leap());
    }
}
