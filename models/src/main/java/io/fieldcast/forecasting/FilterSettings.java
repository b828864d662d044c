package io.fieldcast.forecasting;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.FiniteSizePrior;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Network;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.Localization;
import io.fieldcast.observation.RowPlaces;
import java.io.Serializable;

/**
 * How observations correct the ensemble. Immutable.
 *
 * @param kind the filter
 * @param members ensemble members, at least 4
 * @param radius half-support of the localisation in units of the network's radius, not used by the global filter; {@link
 *     #FROM_DENSITY} to let it follow from how dense the network is
 * @param most most observations that a local domain takes into account, those of the largest weight; at least 1
 * @param staticShare share of a static covariance, that of the climatology, in the gain, in 0..1; for {@link Kind#DENKF} only
 * @param mergeWithin observations in one cell so wide are merged, in units of the network's radius; 0 for none
 * @param adaptive how the factor on the prior covariance learns
 * @param inflation given to the analysis besides
 * @param rotated whether anomalies are rotated at random after an analysis
 * @param threads threads that an analysis and the step after it may use; results do not depend on it
 */
public record FilterSettings(
        Kind kind,
        int members,
        double radius,
        int most,
        double staticShare,
        double mergeWithin,
        AdaptiveInflation adaptive,
        Inflation inflation,
        boolean rotated,
        int threads)
        implements Serializable {
    /** Stands for a radius that follows from the network's density. */
    public static final double FROM_DENSITY = 0;

    /** Stations within twice the half-support where the radius follows from the density. */
    private static final int REACHED = 20;

    public FilterSettings {
        Check.that(members >= 4, "members must be at least 4, got %d", members);
        Check.that(radius >= 0, "localisation radius must be at least 0, got %s", radius);
        Check.that(most >= 1, "most observations of a domain must be at least 1, got %d", most);
        Check.that(staticShare >= 0 && staticShare <= 1, "static share must lie in 0..1, got %s", staticShare);
        Check.that(staticShare == 0 || kind == Kind.DENKF, "a static share needs the filter DENKF, got %s", kind);
        Check.that(mergeWithin >= 0, "mergeWithin must be at least 0, got %s", mergeWithin);
        Check.that(threads >= 1, "threads must be at least 1, got %d", threads);
    }

    /** Which filter. */
    public enum Kind {
        ETKF,
        LETKF,
        LOCAL_SERIAL,
        DENKF,
        STOCHASTIC,
        FINITE_SIZE
    }

    /** A filter of the usual settings: one thread, nothing merged, no limit to a domain's observations. */
    public static FilterSettings of(
            Kind kind, int members, double radius, AdaptiveInflation adaptive, Inflation inflation, boolean rotated) {
        return new FilterSettings(kind, members, radius, Localization.ALL, 0, 0, adaptive, inflation, rotated, 1);
    }

    /** Half-support of the localisation in the network's unit of length; infinite for the global filter. */
    public double halfSupport(Network network) {
        if (kind == Kind.ETKF) {
            return Double.POSITIVE_INFINITY;
        }
        return radius == FROM_DENSITY ? network.reach(REACHED) / 2 : radius * network.radius();
    }

    Localization localization(Network network) {
        return new Localization(halfSupport(network), Distance.PLANAR, most);
    }

    Filter build(RowPlaces places, Network network) {
        double halfSupport = halfSupport(network);
        FilterSpec spec = switch (kind) {
            case ETKF -> new FilterSpec.Etkf();
            case LETKF -> new FilterSpec.Letkf(halfSupport, most);
            case LOCAL_SERIAL -> new FilterSpec.LocalSerial(halfSupport, most);
            case DENKF -> new FilterSpec.Denkf(halfSupport, most, staticShare);
            case STOCHASTIC -> new FilterSpec.Stochastic(halfSupport, most);
            case FINITE_SIZE -> new FilterSpec.FiniteSize(halfSupport, most, new FiniteSizePrior(1));
        };
        return spec.build(places, Distance.PLANAR, threads);
    }
}
