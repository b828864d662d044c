package io.fieldcast.connectors.intake;

import java.io.Serializable;
import java.time.Instant;
import java.time.InstantSource;

/** What time it is outside; travels with a Flink graph, so that a test can set it. */
@FunctionalInterface
public interface WallClock extends InstantSource, Serializable {
    /** The machine's own clock. */
    WallClock SYSTEM = () -> Instant.ofEpochMilli(System.currentTimeMillis());
}
