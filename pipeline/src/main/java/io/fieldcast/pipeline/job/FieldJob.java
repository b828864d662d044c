package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.Provenance;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.Version;
import java.io.Serializable;

/**
 * One field as the job carries it to its workers. Immutable.
 *
 * @param provenance written into every forecast
 */
public record FieldJob(FieldSettings settings, String provenance) implements Serializable {
    static FieldJob of(FieldFile file) {
        String model = file.effective().at("/dynamics/kind").asText();
        Provenance provenance = new Provenance(
                model,
                file.hash(),
                Version.current(),
                file.settings().seed(),
                file.settings().step());
        return new FieldJob(file.settings(), provenance.json());
    }
}
