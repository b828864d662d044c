package io.fieldcast.domain;

import java.time.Instant;

/**
 * The field at one place, after observations were taken in. Immutable.
 *
 * @param time what moment it is of: the cycle's own, or an earlier one if {@code smoothed}
 * @param mean expected value in the field's unit
 * @param spread standard deviation of the ensemble at this place, in the field's transformed unit
 * @param smoothed whether it fills a gap: nothing was observed there then, and what was observed elsewhere and since tells
 */
public record StationAnalysis(
        String field, String station, Instant time, double mean, double spread, boolean smoothed) {}
