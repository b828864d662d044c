package io.fieldcast.connectors.intake;

import io.fieldcast.connectors.record.Incoming;
import io.fieldcast.connectors.record.RecordRejected;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The latest trusted event time of one partition and field, and the records that say it should be elsewhere. Confined to one
 * thread.
 *
 * <p>A record far ahead is a suspect. Suspects are believed once enough stations agree with each other, or once enough of them
 * came in a row. A station that reports an ordinary time again is no longer a suspect, so that the rare mistakes of many years
 * never add up to a quorum.
 */
final class Frontier {
    private final Duration leap;
    private final long leapMillis;
    private final int quorum;
    private final int patience;
    private final Map<String, Long> suspects = new HashMap<>();

    private boolean established;
    private long latest;
    private int run;
    private long lastSuspect;

    Frontier(Duration leap, int quorum, int patience) {
        this.leap = leap;
        this.leapMillis = leap.toMillis();
        this.quorum = quorum;
        this.patience = patience;
    }

    /** @return the time that the watermark may trust, or {@link Incoming#NO_WATERMARK} while nothing is established */
    long admit(String station, long time) throws RecordRejected {
        if (established && time < latest - leapMillis) {
            throw new RecordRejected("time: " + Instant.ofEpochMilli(time) + " is more than " + leap
                    + " behind the stream, which is at " + Instant.ofEpochMilli(latest));
        }
        if (established && time <= latest + leapMillis) {
            latest = Math.max(latest, time);
            run = 0;
            if (!suspects.isEmpty()) {
                suspects.remove(station);
            }
            return time;
        }
        if (believed(station, time)) {
            return time;
        }
        if (established) {
            throw new RecordRejected("time: " + Instant.ofEpochMilli(time) + " is more than " + leap
                    + " ahead of the stream, which is at " + Instant.ofEpochMilli(latest));
        }
        return Incoming.NO_WATERMARK;
    }

    private boolean believed(String station, long time) {
        suspects.put(station, time);
        if (run == 0 || Math.abs(time - lastSuspect) > leapMillis) {
            run = 1;
        } else if (time != lastSuspect) {
            run++;
        }
        lastSuspect = time;

        long[] times =
                suspects.values().stream().mapToLong(Long::longValue).sorted().toArray();
        long agreed = run >= patience ? time : Long.MIN_VALUE;
        for (int from = 0, to = 0; to < times.length && times[from] <= time; to++) {
            while (times[to] - times[from] > leapMillis) {
                from++;
            }
            if (to - from + 1 >= quorum && times[from] <= time && time <= times[to]) {
                agreed = times[to];
            }
        }
        if (agreed == Long.MIN_VALUE) {
            return false;
        }
        established = true;
        latest = agreed;
        suspects.clear();
        run = 0;
        return true;
    }
}
