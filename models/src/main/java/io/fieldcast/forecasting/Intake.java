package io.fieldcast.forecasting;

import io.fieldcast.domain.Observation;
import io.fieldcast.domain.QcCode;
import io.fieldcast.geometry.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Brings the observations of one cycle into an order that does not depend on how they arrived: first those of the cycle, then the
 * late ones, each by station, then time, then value; each station and time once. Immutable.
 */
final class Intake {
    /**
     * One observation, where it stands in the network and what the first look says of it.
     *
     * @param station index in the network, -1 for an unknown one
     * @param cycle the cycle that its time belongs to
     * @param late whether that cycle has run already
     * @param share see {@link CycleClock#share}
     */
    record Entry(Observation observation, int station, QcCode code, long cycle, boolean late, double share) {
        boolean isUsable() {
            return code == QcCode.ASSIMILATED;
        }
    }

    private static final Comparator<Observation> ORDER = Comparator.comparing(Observation::station)
            .thenComparing(Observation::time)
            .thenComparing(Observation::value);

    /** Beyond it squares of squares would no longer be finite; no field has such values. */
    private static final double LARGEST = 1e60;

    private final Network network;
    private final FieldSettings.PlausibleRange range;
    private final FieldSettings.Late late;
    private final CycleClock clock;

    Intake(FieldSettings settings, CycleClock clock) {
        this.network = settings.network();
        this.range = settings.range();
        this.late = settings.late();
        this.clock = clock;
    }

    /** Whether an observation of {@code cycle} is still of use to cycle {@code next} of a chain that began with {@code first}. */
    boolean takes(long cycle, long next, long first) {
        boolean young = next - cycle <= late.steps() && cycle >= first;
        return cycle >= next || (late.policy() != LatePolicy.DROP && young);
    }

    /** Sorts and judges what one cycle takes in, {@code last} being the state before it. */
    List<Entry> sort(ForecastState last, List<Observation> observations) {
        List<Observation> sorted = new ArrayList<>(observations);
        sorted.sort(ORDER);
        List<Entry> entries = new ArrayList<>(sorted.size());
        List<Entry> lateOnes = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            boolean copy = i > 0 && sameReport(sorted.get(i - 1), sorted.get(i));
            Entry entry = entry(last, sorted.get(i), copy);
            (entry.late() ? lateOnes : entries).add(entry);
        }
        entries.addAll(lateOnes);
        return entries;
    }

    private Entry entry(ForecastState last, Observation observation, boolean copy) {
        long cycle = clock.cycleOf(observation.time());
        boolean isLate = cycle <= last.cycle();
        double share = clock.share(observation.time());
        if (!network.measures(observation.station())) {
            return new Entry(observation, -1, QcCode.UNKNOWN_STATION, cycle, isLate, share);
        }
        int station = network.index(observation.station());
        return new Entry(observation, station, code(last, observation, station, cycle, copy), cycle, isLate, share);
    }

    private QcCode code(ForecastState last, Observation observation, int station, long cycle, boolean copy) {
        if (copy || last.recent().contains(report(station, observation))) {
            return QcCode.DUPLICATE;
        }
        if (cycle > last.cycle() + 1) {
            return QcCode.FUTURE;
        }
        if (!takes(cycle, last.cycle() + 1, last.firstCycle())) {
            return QcCode.LATE;
        }
        boolean plausible = Math.abs(observation.value()) <= LARGEST && range.contains(observation.value());
        return plausible ? QcCode.ASSIMILATED : QcCode.BAD_INCOMING;
    }

    private static boolean sameReport(Observation one, Observation other) {
        return one.station().equals(other.station()) && one.time().equals(other.time());
    }

    private long report(int station, Observation observation) {
        return RecentReports.report(
                station, observation.time().toEpochMilli(), network.stations().size());
    }

    /** Marks the stations that had something to say in a cycle. */
    void markReported(ForecastState state, long cycle, boolean[] reported) {
        int stations = network.stations().size();
        long first = clock.timeOf(cycle - 1).toEpochMilli() + 1;
        long end = clock.timeOf(cycle).toEpochMilli() + 1;
        state.recent()
                .mark(
                        RecentReports.report(0, first, stations),
                        RecentReports.report(0, end, stations),
                        stations,
                        reported);
    }

    /** What {@code state}'s later cycles must know of the reports they may meet again. */
    RecentReports remembered(ForecastState state, List<Entry> entries) {
        long[] more = new long[entries.size()];
        int count = 0;
        for (Entry entry : entries) {
            if (entry.isUsable()) {
                more[count++] = report(entry.station(), entry.observation());
            }
        }
        // One cycle more than observations may be late by: its gaps are filled when the trail leaves it.
        long horizon = clock.timeOf(state.cycle() - late.steps() - 2).toEpochMilli() + 1;
        return state.recent()
                .with(
                        more,
                        count,
                        RecentReports.report(0, horizon, network.stations().size()));
    }
}
