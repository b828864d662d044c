package io.fieldcast.domain;

import java.time.Instant;

/**
 * The verdict on one observation. Immutable.
 *
 * @param observation what was judged
 * @param code the verdict
 * @param cycle time of the cycle that judged it
 * @param innovation observed minus forecast, in the field's transformed unit; NaN where no forecast was made
 * @param expected standard deviation that the innovation was expected to have; NaN where no forecast was made
 */
public record Quality(Observation observation, QcCode code, Instant cycle, double innovation, double expected) {}
