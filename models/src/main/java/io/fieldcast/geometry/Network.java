package io.fieldcast.geometry;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.Station;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * The places of a field on the plane: stations that measure, in the order of their identifiers, and after them the places without
 * a sensor that want a forecast. Immutable, thread-safe.
 */
public final class Network implements Serializable {
    private static final long serialVersionUID = 1;

    /** Range of the correlation between nodes, in units of the network's radius. */
    private static final double NODE_RANGE = 2;

    private final List<Station> stations;
    private final List<Station> places;
    private final double[] x;
    private final double[] y;
    private final HashMap<String, Integer> indices = new HashMap<>();

    /**
     * @param stations the sensors, in any order, at least 1
     * @param virtual places without a sensor
     * @param projection from the stations' coordinates to the plane
     * @throws IllegalArgumentException if an identifier occurs twice
     */
    public Network(List<Station> stations, List<Station> virtual, Projection projection) {
        Check.that(!stations.isEmpty(), "a network needs at least one station");
        List<Station> sorted = new ArrayList<>(stations);
        sorted.sort(Comparator.comparing(Station::id));
        this.stations = List.copyOf(sorted);
        List<Station> ordered = new ArrayList<>(virtual);
        ordered.sort(Comparator.comparing(Station::id));
        sorted.addAll(ordered);
        this.places = List.copyOf(sorted);
        this.x = new double[places.size()];
        this.y = new double[places.size()];
        for (int place = 0; place < x.length; place++) {
            Station station = places.get(place);
            x[place] = projection.x(station.x(), station.y());
            y[place] = projection.y(station.x(), station.y());
            Integer before = indices.put(station.id(), place);
            Check.that(before == null, "station %s occurs twice in the network", station.id());
        }
    }

    /** The sensors in the order of their identifiers. */
    public List<Station> stations() {
        return stations;
    }

    /** The sensors, then the virtual ones. */
    public List<Station> places() {
        return places;
    }

    /** Whether {@code id} is a sensor of this network. */
    public boolean measures(String id) {
        return indices.getOrDefault(id, Integer.MAX_VALUE) < stations.size();
    }

    /** Index of a place; a sensor's index is below the number of stations. */
    public int index(String id) {
        Integer index = indices.get(id);
        if (index == null) {
            throw new IllegalArgumentException("station " + id + " is not in the network");
        }
        return index;
    }

    /** Position of a place on the plane, kilometres, or the network's unit where it is planar. */
    public double x(int place) {
        return x[place];
    }

    /** Position of a place on the plane, kilometres, or the network's unit where it is planar. */
    public double y(int place) {
        return y[place];
    }

    /** X of each station, in their order; a copy. */
    public double[] stationXs() {
        return Arrays.copyOf(x, stations.size());
    }

    /** Y of each station, in their order; a copy. */
    public double[] stationYs() {
        return Arrays.copyOf(y, stations.size());
    }

    /** The stations as nodes, to carry what belongs to them to other places. */
    public StationNodes nodes() {
        return new StationNodes(stationXs(), stationYs(), NODE_RANGE * radius());
    }

    /**
     * Distance within which a usual station has so many others: the median over the stations of the distance to the one of that
     * rank, or to the farthest of fewer; the radius where all stand at one point.
     */
    public double reach(int others) {
        int count = stations.size();
        double[] reaches = new double[count];
        double[] distances = new double[count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                distances[j] = Math.hypot(x[i] - x[j], y[i] - y[j]);
            }
            Arrays.sort(distances);
            reaches[i] = distances[Math.min(others, count - 1)];
        }
        Arrays.sort(reaches);
        double median = reaches[count / 2];
        return median > 0 ? median : radius();
    }

    /** Root mean square distance of the stations from their centre; 1 where all stand at one point. */
    public double radius() {
        int count = stations.size();
        double centreX = 0;
        double centreY = 0;
        for (int i = 0; i < count; i++) {
            centreX += x[i] / count;
            centreY += y[i] / count;
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (x[i] - centreX) * (x[i] - centreX) + (y[i] - centreY) * (y[i] - centreY);
        }
        return sum == 0 ? 1 : Math.sqrt(sum / count);
    }
}
