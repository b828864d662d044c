package io.fieldcast.pipeline.job;

import io.fieldcast.connectors.record.Incoming;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a field's records entered Kafka, for the latency's meters alone. Not part of any state: after a restart the cycles that were
 * waiting then are not measured. Times are milliseconds since 1970. Confined to one thread.
 */
final class Arrivals {
    private final TreeMap<Long, Long> latest = new TreeMap<>();
    private long newest = Incoming.NO_ARRIVAL;

    /** A record came. */
    void saw(long arrived) {
        newest = Math.max(newest, arrived);
    }

    /** An observation waits for its cycle. */
    void waits(long cycle, long arrived) {
        if (arrived != Incoming.NO_ARRIVAL) {
            latest.merge(cycle, arrived, Math::max);
        }
    }

    /** Time since the last observation of {@code cycle} entered Kafka; this cycle and older ones are forgotten with it. */
    Optional<Duration> sinceLastOf(long cycle, long now) {
        Long arrived = latest.get(cycle);
        latest.headMap(cycle, true).clear();
        return arrived == null ? Optional.empty() : Optional.of(Duration.ofMillis(now - arrived));
    }

    /** Time since the youngest record entered Kafka: the one that let a cycle run, when asked right after it. */
    Optional<Duration> sinceNewest(long now) {
        return newest == Incoming.NO_ARRIVAL ? Optional.empty() : Optional.of(Duration.ofMillis(now - newest));
    }
}
