package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.RowPlaces;

/** Which filter to build, as a value that a configuration file can hold. Immutable. */
public sealed interface FilterSpec {
    /** A filter for ensembles with the given rows, distances taken as given; for one thread. */
    Filter build(RowPlaces places, Distance distance);

    /** Global ensemble transform Kalman filter. */
    record Etkf() implements FilterSpec {
        @Override
        public Filter build(RowPlaces places, Distance distance) {
            return LocalFilter.etkf(places);
        }
    }

    /**
     * Local ensemble transform Kalman filter.
     *
     * @param halfSupport an observation's reach is twice this, in the network's unit of length; above 0
     */
    record Letkf(double halfSupport) implements FilterSpec {
        public Letkf {
            Check.that(halfSupport > 0, "halfSupport must be above 0, got %s", halfSupport);
        }

        @Override
        public Filter build(RowPlaces places, Distance distance) {
            return LocalFilter.letkf(places, new Localization(halfSupport, distance));
        }
    }

    /**
     * Local serial ensemble square root filter, the default of local analyses.
     *
     * @param halfSupport an observation's reach is twice this, in the network's unit of length; above 0
     */
    record LocalSerial(double halfSupport) implements FilterSpec {
        public LocalSerial {
            Check.that(halfSupport > 0, "halfSupport must be above 0, got %s", halfSupport);
        }

        @Override
        public Filter build(RowPlaces places, Distance distance) {
            return LocalFilter.localSerial(places, new Localization(halfSupport, distance));
        }
    }
}
