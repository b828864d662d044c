package io.fieldcast.domain;

import java.io.Serializable;

/**
 * A place that measures, or a place without a sensor that wants a forecast. Immutable.
 *
 * @param id identifier, unique in its network
 * @param x longitude in degrees east, or planar coordinate in the network's length unit
 * @param y latitude in degrees north, or planar coordinate in the network's length unit
 */
public record Station(String id, double x, double y) implements Serializable {
    public Station {
        Check.that(!id.isBlank(), "station id must not be blank");
        Check.that(
                Double.isFinite(x) && Double.isFinite(y),
                "position of station %s must be finite, got %s, %s",
                id,
                x,
                y);
    }
}
