package io.fieldcast.store;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a trained model comes from. Immutable.
 *
 * @param field name of the field
 * @param rows of the representation
 * @param geometry a hash of where those rows sit
 * @param step one step of the dynamics
 * @param from time of the first frame that it was fitted to
 * @param to time of the last frame that it has seen, those held out to stop by included
 * @param dataDigest SHA-256 of the data, in hexadecimal
 * @param release version of the code that trained it
 */
public record Training(
        String field,
        int rows,
        String geometry,
        Duration step,
        Instant from,
        Instant to,
        String dataDigest,
        String release) {
    public Training {
        Check.that(rows >= 1, "rows must be at least 1, got %d", rows);
        Check.that(!to.isBefore(from), "training ends at %s, before it begins at %s", to, from);
    }

    /** As the record's own, with the geometry of {@code representation}. */
    public static Training on(
            String field,
            Representation representation,
            Duration step,
            Instant from,
            Instant to,
            String dataDigest,
            String release) {
        return new Training(
                field, representation.size(), Geometry.digest(representation), step, from, to, dataDigest, release);
    }
}
