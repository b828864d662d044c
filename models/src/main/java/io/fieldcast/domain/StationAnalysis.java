package io.fieldcast.domain;

import java.time.Instant;

/**
 * The field at one place now, after the observations were taken in. Immutable.
 *
 * @param time time of the cycle
 * @param mean expected value in the field's unit
 * @param spread standard deviation of the ensemble at this place, in the field's transformed unit
 */
public record StationAnalysis(String field, String station, Instant time, double mean, double spread) {}
