package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.RowPlaces;

/** Which filter to build, as a value that a configuration file can hold. Immutable. */
public sealed interface FilterSpec {
    /**
     * A filter for ensembles with the given rows, distances taken as given.
     *
     * @param threads how many threads of the common pool an analysis may use, the caller's included; at least 1
     */
    Filter build(RowPlaces places, Distance distance, int threads);

    /** A filter that works in its caller's thread alone. */
    default Filter build(RowPlaces places, Distance distance) {
        return build(places, distance, 1);
    }

    /** Global ensemble transform Kalman filter. */
    record Etkf() implements FilterSpec {
        @Override
        public Filter build(RowPlaces places, Distance distance, int threads) {
            return LocalFilter.etkf(places, threads);
        }
    }

    /**
     * Local ensemble transform Kalman filter.
     *
     * @param halfSupport an observation's reach is twice this, in the network's unit of length; above 0
     * @param most most observations that a domain takes into account, see {@link Localization#most}
     */
    record Letkf(double halfSupport, int most) implements FilterSpec {
        public Letkf {
            Check.that(halfSupport > 0, "halfSupport must be above 0, got %s", halfSupport);
            Check.that(most >= 1, "most must be at least 1, got %d", most);
        }

        /** Without a limit to the observations of a domain. */
        public Letkf(double halfSupport) {
            this(halfSupport, Localization.ALL);
        }

        @Override
        public Filter build(RowPlaces places, Distance distance, int threads) {
            return LocalFilter.letkf(places, new Localization(halfSupport, distance, most), threads);
        }
    }

    /**
     * Local serial ensemble square root filter, the default of local analyses.
     *
     * @param halfSupport an observation's reach is twice this, in the network's unit of length; above 0
     * @param most most observations that a domain takes into account, see {@link Localization#most}
     */
    record LocalSerial(double halfSupport, int most) implements FilterSpec {
        public LocalSerial {
            Check.that(halfSupport > 0, "halfSupport must be above 0, got %s", halfSupport);
            Check.that(most >= 1, "most must be at least 1, got %d", most);
        }

        /** Without a limit to the observations of a domain. */
        public LocalSerial(double halfSupport) {
            this(halfSupport, Localization.ALL);
        }

        @Override
        public Filter build(RowPlaces places, Distance distance, int threads) {
            return LocalFilter.localSerial(places, new Localization(halfSupport, distance, most), threads);
        }
    }
}
