package io.fieldcast.domain;

import java.time.Instant;
import java.util.SortedMap;

/**
 * Named numbers of one cycle: innovation statistics, spread, energy, parameters, verdicts. Immutable.
 *
 * @param numbers by dotted lower-case name, such as {@code innovation.rms} or {@code parameter.offset.x.mean}; finite
 */
public record Diagnostics(String field, Instant cycle, SortedMap<String, Double> numbers) {}
