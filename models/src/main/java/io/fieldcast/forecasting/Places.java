package io.fieldcast.forecasting;

import io.fieldcast.geometry.Network;

/**
 * Carries what is known at the stations to the virtual stations, by weights that fall with the square of the distance and sum to
 * one. Immutable.
 */
final class Places {
    private final int stations;
    private final int places;
    private final double[] weights;

    Places(Network network) {
        this.stations = network.stations().size();
        this.places = network.places().size();
        this.weights = new double[(places - stations) * stations];
        double least = 1e-6 * network.radius();
        for (int place = stations, at = 0; place < places; place++, at += stations) {
            double sum = 0;
            for (int station = 0; station < stations; station++) {
                double distance =
                        Math.hypot(network.x(place) - network.x(station), network.y(place) - network.y(station));
                double weight = 1 / (distance * distance + least * least);
                weights[at + station] = weight;
                sum += weight;
            }
            for (int station = 0; station < stations; station++) {
                weights[at + station] /= sum;
            }
        }
    }

    int stations() {
        return stations;
    }

    /** Stations and virtual stations. */
    int places() {
        return places;
    }

    /** Fills {@code values[stations..places)} from {@code values[0..stations)}. */
    void spread(double[] values) {
        for (int place = stations, at = 0; place < places; place++, at += stations) {
            double sum = 0;
            for (int station = 0; station < stations; station++) {
                sum += weights[at + station] * values[station];
            }
            values[place] = sum;
        }
    }
}
