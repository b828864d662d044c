package io.fieldcast.forecasting;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.domain.Check;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.RowPlaces;
import java.io.Serializable;

/**
 * How observations correct the ensemble. Immutable.
 *
 * @param kind the filter
 * @param members ensemble members, at least 4
 * @param radius half-support of the localisation in units of the network's radius; not used by the global filter
 * @param adaptive how the factor on the prior covariance learns
 * @param inflation given to the analysis besides
 * @param rotated whether anomalies are rotated at random after an analysis
 */
public record FilterSettings(
        Kind kind, int members, double radius, AdaptiveInflation adaptive, Inflation inflation, boolean rotated)
        implements Serializable {
    public FilterSettings {
        Check.that(members >= 4, "members must be at least 4, got %d", members);
        Check.that(radius > 0, "localisation radius must be above 0, got %s", radius);
    }

    /** Which filter. */
    public enum Kind {
        ETKF,
        LETKF,
        LOCAL_SERIAL
    }

    Filter build(RowPlaces places, double networkRadius) {
        FilterSpec spec = switch (kind) {
            case ETKF -> new FilterSpec.Etkf();
            case LETKF -> new FilterSpec.Letkf(radius * networkRadius);
            case LOCAL_SERIAL -> new FilterSpec.LocalSerial(radius * networkRadius);
        };
        return spec.build(places, Distance.PLANAR);
    }
}
