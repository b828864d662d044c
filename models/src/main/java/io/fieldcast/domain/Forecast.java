package io.fieldcast.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The forecast for one place, issued at one cycle for one lead time: quantiles in the field's own unit, and where they are wanted the
 * ensemble's members. Immutable.
 */
public final class Forecast {
    private static final double[] NONE = {};

    private final String field;
    private final String station;
    private final Instant issuedAt;
    private final Duration lead;
    private final double mean;
    private final double[] levels;
    private final double[] quantiles;
    private final double[] members;
    private final boolean warmUp;

    /** A forecast without members; arguments as in the other constructor. */
    public Forecast(
            String field,
            String station,
            Instant issuedAt,
            Duration lead,
            double mean,
            double[] levels,
            double[] quantiles) {
        this(field, station, issuedAt, lead, mean, levels, quantiles, NONE);
    }

    /**
     * @param mean expected value, in the field's unit
     * @param levels probabilities, rising, inside (0, 1); shared by all forecasts of a field and never written to again
     * @param quantiles value at each level, not falling; ownership passes to this forecast
     * @param members value of each ensemble member, or none; member {@code i} is the same scenario at every place and lead of one
     *     cycle; ownership passes to this forecast
     */
    public Forecast(
            String field,
            String station,
            Instant issuedAt,
            Duration lead,
            double mean,
            double[] levels,
            double[] quantiles,
            double[] members) {
        this(field, station, issuedAt, lead, mean, levels, quantiles, members, false);
    }

    private Forecast(
            String field,
            String station,
            Instant issuedAt,
            Duration lead,
            double mean,
            double[] levels,
            double[] quantiles,
            double[] members,
            boolean warmUp) {
        Check.length("quantiles", quantiles, levels.length);
        this.field = field;
        this.station = station;
        this.issuedAt = issuedAt;
        this.lead = lead;
        this.mean = mean;
        this.levels = levels;
        this.quantiles = quantiles;
        this.members = members;
        this.warmUp = warmUp;
    }

    /** The same forecast, declared to be one of a warm-up. */
    public Forecast ofWarmUp() {
        return new Forecast(field, station, issuedAt, lead, mean, levels, quantiles, members, true);
    }

    public String field() {
        return field;
    }

    public String station() {
        return station;
    }

    /** Time of the cycle that made the forecast; it uses nothing observed after this. */
    public Instant issuedAt() {
        return issuedAt;
    }

    public Duration lead() {
        return lead;
    }

    public Instant validAt() {
        return issuedAt.plus(lead);
    }

    public double mean() {
        return mean;
    }

    public int levels() {
        return levels.length;
    }

    public double level(int index) {
        return levels[index];
    }

    public double quantile(int index) {
        return quantiles[index];
    }

    /** Number of members; 0 where they are not wanted. */
    public int members() {
        return members.length;
    }

    public double member(int index) {
        return members[index];
    }

    /** Whether the model began so recently, or was changed so much so recently, that its bands have not settled yet. */
    public boolean isOfWarmUp() {
        return warmUp;
    }

    @Override
    public String toString() {
        return "Forecast " + field + "/" + station + " issued " + issuedAt + " lead " + lead + " mean " + mean + " "
                + Arrays.toString(quantiles);
    }
}
