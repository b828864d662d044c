package io.fieldcast.domain;

/**
 * A record that could not become an {@link Observation}. The record's own bytes travel beside this value.
 *
 * @param reason what was found and what was expected, one line
 * @param source topic or file the record came from
 * @param partition partition of the topic; 0 for a file
 * @param offset offset in the partition; line number for a file
 */
public record DeadLetter(String reason, String source, int partition, long offset) {}
