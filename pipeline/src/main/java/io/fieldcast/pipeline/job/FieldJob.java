package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.json.Provenance;
import io.fieldcast.forecasting.FieldSettings;
import io.fieldcast.pipeline.config.Changeable;
import io.fieldcast.pipeline.config.FieldFile;
import io.fieldcast.pipeline.config.Version;
import java.io.Serializable;
import java.time.Duration;

/**
 * One field as the job carries it to its workers. Immutable.
 *
 * @param provenance written into every forecast
 * @param model as the provenance names it
 * @param configuration hash of what decides the forecasts
 * @param leap how far from the stream an observation may be whose time nothing else speaks for
 * @param changeable what of it can change while the job runs
 */
public record FieldJob(
        FieldSettings settings,
        String provenance,
        String model,
        String configuration,
        Duration leap,
        Changeable changeable)
        implements Serializable {
    /** The job that a field's file describes. */
    public static FieldJob of(FieldFile file) {
        return of(file.settings(), file.model(), file.hash(), file.stream().leap(), file.changeable());
    }

    /** The same field under another configuration. */
    FieldJob with(Changeable.Configuration changed) {
        return of(changed.settings(), changed.model(), changed.hash(), leap, changeable);
    }

    private static FieldJob of(
            FieldSettings settings, String model, String configuration, Duration leap, Changeable changeable) {
        Provenance provenance =
                new Provenance(model, configuration, Version.current(), settings.seed(), settings.step());
        return new FieldJob(settings, provenance.json(), model, configuration, leap, changeable);
    }
}
