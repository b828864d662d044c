package io.fieldcast.domain;

import java.time.Instant;

/**
 * What became of a change. Immutable.
 *
 * @param id the change's identifier
 * @param from time of the first cycle that it holds for; of a change that was turned away, the time that it asked for;
 *     {@link Instant#MIN} where that is not known yet
 * @param reason why it was turned away or taken back; empty for others
 * @param model of the configuration that it stands for, as forecasts name it; empty for one that was turned away
 * @param configuration hash of it, likewise
 */
public record ChangeReport(
        String field, String id, ChangeCode code, Instant from, String reason, String model, String configuration) {}
