package io.fieldcast.connectors.intake;

import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.RecordRejected;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps impossible times away from the watermark: one record from the year 2099 would make every later record late. Stands before
 * the watermark generator and judges each record by the others of its partition and field. Confined to one thread.
 *
 * <ul>
 *   <li>Ahead of the wall clock by more than {@code maxSkew}: refused.
 *   <li>Further than {@code maxLeap} from the latest trusted time: refused, unless a quorum of stations went there too, as after
 *       an outage of the whole network.
 *   <li>Before the first quorum nothing is trusted: records pass unproven and do not move the watermark. Whoever uses them waits
 *       until trusted records of the same partition show which of them were right.
 * </ul>
 *
 * <p>The guard learns anew after a restart, as the watermark itself does.
 */
public final class ClockGuard {
    private final ClockLimits limits;
    private final Networks networks;
    private final WallClock wallClock;
    private final long maxSkew;
    private final Map<Integer, Map<String, Frontier>> frontiers = new HashMap<>();

    public ClockGuard(ClockLimits limits, Networks networks, WallClock wallClock) {
        this.limits = limits;
        this.networks = networks;
        this.wallClock = wallClock;
        this.maxSkew = limits.maxSkew().toMillis();
    }

    /**
     * Judges the time of one record.
     *
     * @param partition what the order of records holds in: a Kafka partition or a file
     * @param time milliseconds since 1970, of a year from 1 to 9999
     * @return the time that the watermark may trust, or {@link Incoming#NO_WATERMARK}
     * @throws RecordRejected if the time is not plausible
     */
    public long admit(int partition, String field, String station, long time) throws RecordRejected {
        if (time > wallClock.millis() + maxSkew) {
            throw new RecordRejected("time: " + Instant.ofEpochMilli(time) + " is in the future, more than "
                    + limits.maxSkew() + " ahead of the wall clock");
        }
        return frontiers
                .computeIfAbsent(partition, p -> new HashMap<>())
                .computeIfAbsent(field, this::frontier)
                .admit(station, time);
    }

    private Frontier frontier(String field) {
        int quorum = Math.max(1, Math.min(limits.quorum(), networks.size(field)));
        return new Frontier(limits.leapOf(field), quorum, limits.patience());
    }
}
