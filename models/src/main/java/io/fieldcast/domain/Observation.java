package io.fieldcast.domain;

import java.time.Instant;

/**
 * One measured value at one station. Immutable.
 *
 * @param field name of the field that the station belongs to
 * @param station identifier of the station within its network
 * @param time when the value was measured, UTC
 * @param value measured quantity, in the unit of its field; finite
 */
public record Observation(String field, String station, Instant time, double value) {}
