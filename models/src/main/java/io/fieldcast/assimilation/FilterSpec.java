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

    /**
     * Deterministic ensemble Kalman filter: the mean by the gain, the anomalies by half of it. The gain may be that of the hybrid
     * covariance {@code P = (1 − β) P_e + β B}, B being the covariance of static members, such as a sample of the climatology:
     * then every batch must {@linkplain io.fieldcast.observation.ObservationBatch#statics carry} them. Factors on the prior
     * multiply the whole P, but what they learn from are the members alone, so they are best left at 1 with a hybrid.
     *
     * @param halfSupport an observation's reach is twice this, in the network's unit of length; above 0, infinite if global
     * @param most most observations that a domain takes into account, see {@link Localization#most}
     * @param staticShare β, in 0..1; with 0, static members are not looked at
     * @see <a href="https://doi.org/10.1111/j.1600-0870.2007.00299.x">Sakov and Oke (2008)</a>
     * @see <a href="https://doi.org/10.1175/1520-0493(2000)128%3C2905:AHEKFV%3E2.0.CO;2">Hamill and Snyder (2000)</a>
     */
    record Denkf(double halfSupport, int most, double staticShare) implements FilterSpec {
        public Denkf {
            Check.that(halfSupport > 0, "halfSupport must be above 0, got %s", halfSupport);
            Check.that(most >= 1, "most must be at least 1, got %d", most);
            Check.that(staticShare >= 0 && staticShare <= 1, "staticShare must lie in 0..1, got %s", staticShare);
        }

        /** With the covariance of the members alone, without a limit to the observations of a domain. */
        public Denkf(double halfSupport) {
            this(halfSupport, Localization.ALL, 0);
        }

        @Override
        public Filter build(RowPlaces places, Distance distance, int threads) {
            return LocalFilter.denkf(places, new Localization(halfSupport, distance, most), staticShare, threads);
        }
    }

    /**
     * Ensemble Kalman filter in which each member is corrected by observations perturbed for it.
     *
     * @param halfSupport an observation's reach is twice this, in the network's unit of length; above 0, infinite if global
     * @param most most observations that a domain takes into account, see {@link Localization#most}
     * @see <a href="https://doi.org/10.1175/1520-0493(1998)126%3C1719:ASITEK%3E2.0.CO;2">Burgers, van Leeuwen and Evensen (1998)</a>
     */
    record Stochastic(double halfSupport, int most) implements FilterSpec {
        public Stochastic {
            Check.that(halfSupport > 0, "halfSupport must be above 0, got %s", halfSupport);
            Check.that(most >= 1, "most must be at least 1, got %d", most);
        }

        /** Without a limit to the observations of a domain. */
        public Stochastic(double halfSupport) {
            this(halfSupport, Localization.ALL);
        }

        @Override
        public Filter build(RowPlaces places, Distance distance, int threads) {
            return LocalFilter.stochastic(places, new Localization(halfSupport, distance, most), threads);
        }
    }

    /**
     * Finite-size filter EnKF-N: the ensemble transform Kalman filter after the prior anomalies of each domain were inflated by the
     * factor that the innovations ask for, given that so few members know their own mean and covariance only so well. Takes
     * the place of tuned inflation where sampling is the only error; rows without a place are not inflated.
     *
     * @param halfSupport an observation's reach is twice this, in the network's unit of length; above 0, infinite for one domain
     * @param most most observations that a domain takes into account, see {@link Localization#most}
     * @param prior what is assumed of the members' covariance
     * @see <a href="https://doi.org/10.5194/npg-22-645-2015">Bocquet, Raanes and Hannart (2015)</a>
     */
    record FiniteSize(double halfSupport, int most, FiniteSizePrior prior) implements FilterSpec {
        public FiniteSize {
            Check.that(halfSupport > 0, "halfSupport must be above 0, got %s", halfSupport);
            Check.that(most >= 1, "most must be at least 1, got %d", most);
        }

        /** Without a limit to the observations of a domain. */
        public FiniteSize(double halfSupport, FiniteSizePrior prior) {
            this(halfSupport, Localization.ALL, prior);
        }

        @Override
        public Filter build(RowPlaces places, Distance distance, int threads) {
            return LocalFilter.finiteSize(places, new Localization(halfSupport, distance, most), prior, threads);
        }
    }
}
