package io.fieldcast.forecasting;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Which reports the latest cycles have used, so that a copy that comes late is known for a copy. A report is a station and a time,
 * as one number: milliseconds since the epoch times the number of stations, plus the station's index. Immutable.
 */
final class RecentReports {
    static final RecentReports NONE = new RecentReports(new long[0]);

    private static final int MOST = 1 << 26;
    private static final int FIRST_CHUNK = 1 << 12;

    private final long[] rising;

    private RecentReports(long[] rising) {
        this.rising = rising;
    }

    /** The number of a report. */
    static long report(int station, long time, int stations) {
        return Math.addExact(Math.multiplyExact(time, (long) stations), station);
    }

    boolean contains(long report) {
        return Arrays.binarySearch(rising, report) >= 0;
    }

    /** Marks the stations that have a report from {@code first} on and before {@code end}. */
    void mark(long first, long end, int stations, boolean[] reported) {
        Arrays.fill(reported, false);
        int at = Arrays.binarySearch(rising, first);
        for (int i = at < 0 ? -at - 1 : at; i < rising.length && rising[i] < end; i++) {
            reported[(int) Math.floorMod(rising[i], (long) stations)] = true;
        }
    }

    /** These from {@code oldest} on, and the first {@code count} of {@code more}, in any order. */
    RecentReports with(long[] more, int count, long oldest) {
        int from = 0;
        while (from < rising.length && rising[from] < oldest) {
            from++;
        }
        long[] all = Arrays.copyOfRange(rising, from, rising.length + count);
        System.arraycopy(more, 0, all, rising.length - from, count);
        Arrays.sort(all);
        return new RecentReports(all);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(rising.length);
        for (long report : rising) {
            out.writeLong(report);
        }
    }

    /** Reads what {@link #write} wrote; memory grows with what arrives, so that a damaged count cannot exhaust it. */
    static RecentReports read(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("a state with " + count + " recent reports: the bytes are damaged");
        }
        long[] reports = new long[Math.min(count, FIRST_CHUNK)];
        for (int i = 0; i < count; i++) {
            if (i == reports.length) {
                reports = Arrays.copyOf(reports, (int) Math.min(count, 2L * i));
            }
            reports[i] = in.readLong();
        }
        return new RecentReports(reports);
    }
}
