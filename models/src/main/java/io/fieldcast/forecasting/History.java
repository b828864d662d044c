package io.fieldcast.forecasting;

import io.fieldcast.geometry.Network;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The latest standardised anomalies of every station, and what a station's regression sees of its neighbours in them. A gap enters
 * as zero, the usual value. Immutable.
 */
final class History {
    private final int length;
    private final int lags;
    private final int[][] neighbours;

    /**
     * @param neighbours stations that a regression sees, itself included; 0 for none
     * @param lags values of each that it sees
     * @param reach cycles that a forecast may lie back when it is verified
     */
    History(Network network, int neighbours, int lags, int reach) {
        this.lags = lags;
        this.length = reach + Math.max(1, lags);
        int stations = network.stations().size();
        this.neighbours = new int[stations][];
        for (int station = 0; station < stations; station++) {
            int here = station;
            this.neighbours[station] = IntStream.range(0, stations)
                    .boxed()
                    .sorted(Comparator.comparingDouble(other -> distance(network, here, other)))
                    .limit(neighbours)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }

    private static double distance(Network network, int one, int other) {
        return one == other ? -1 : Math.hypot(network.x(one) - network.x(other), network.y(one) - network.y(other));
    }

    /** Features of each station's regression. */
    int features() {
        return Arrays.stream(neighbours).mapToInt(known -> known.length).max().orElse(0) * lags;
    }

    Table start() {
        return new Table(neighbours.length, length);
    }

    /** Makes room for a new cycle: nothing is observed yet. */
    void open(Table history, long cycle) {
        for (int station = 0; station < neighbours.length; station++) {
            set(history, station, cycle, 0);
        }
    }

    /** Whether the history at {@code now} still has room for {@code cycle}. */
    boolean reaches(long cycle, long now) {
        return now - cycle < length;
    }

    void set(Table history, int station, long cycle, double anomaly) {
        history.set(station, column(cycle), anomaly);
    }

    double get(Table history, int station, long cycle) {
        return history.get(station, column(cycle));
    }

    /** Writes what the station's regression saw at {@code cycle}. */
    void features(Table history, int station, long cycle, double[] features) {
        int at = 0;
        for (int lag = 0; lag < lags; lag++) {
            for (int other : neighbours[station]) {
                features[at++] = get(history, other, cycle - lag);
            }
        }
    }

    private int column(long cycle) {
        return (int) Math.floorMod(cycle, (long) length);
    }
}
