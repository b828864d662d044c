package io.fieldcast.connectors.record;

/**
 * Says that a cycle's messages can be read from Kafka. Immutable.
 *
 * @param field name of the field
 * @param time which time the cycle was for, milliseconds since 1970
 */
public record CommittedCycle(String field, long time) {}
