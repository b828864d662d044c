package io.fieldcast.geometry;

import io.fieldcast.domain.Check;
import io.fieldcast.domain.Station;
import java.util.List;

/** From a network's own coordinates to the plane on which distances are measured. Immutable, thread-safe. */
public sealed interface Projection {
    /** Position to the east of the origin, in kilometres, or in the network's unit where it is planar. */
    double x(double stationX, double stationY);

    /** Position to the north of the origin, in kilometres, or in the network's unit where it is planar. */
    double y(double stationX, double stationY);

    /** Coordinates that are planar already. */
    static Projection planar() {
        return new Planar();
    }

    /**
     * Longitude and latitude, projected about the centre of {@code stations}.
     *
     * @param stations at least one, in degrees
     */
    static Projection around(List<Station> stations) {
        Check.that(!stations.isEmpty(), "a projection needs at least one station");
        double east = 0;
        double north = 0;
        double up = 0;
        for (Station station : stations) {
            double longitude = Math.toRadians(station.x());
            double latitude = Math.toRadians(station.y());
            // the mean of unit vectors knows no date line
            east += StrictMath.cos(latitude) * StrictMath.cos(longitude);
            north += StrictMath.cos(latitude) * StrictMath.sin(longitude);
            up += StrictMath.sin(latitude);
        }
        return new AzimuthalEquidistant(
                Math.toDegrees(StrictMath.atan2(north, east)),
                Math.toDegrees(StrictMath.atan2(up, StrictMath.hypot(east, north))));
    }

    /** Passes coordinates through. */
    record Planar() implements Projection {
        @Override
        public double x(double stationX, double stationY) {
            return stationX;
        }

        @Override
        public double y(double stationX, double stationY) {
            return stationY;
        }
    }

    /**
     * The azimuthal equidistant projection of a sphere of radius 6371.0088 km about a centre. Distance and direction from the
     * centre are those of the sphere; between two places at most {@code r} km from it, distances are too long by at most the
     * fraction r² / 6R²: 0.03 % for 250 km, 0.1 % for 500 km, 0.4 % for 1000 km. The sphere itself differs from the ellipsoid by
     * up to 0.6 %.
     *
     * @param longitude of the centre, degrees east
     * @param latitude of the centre, degrees north
     * @see <a href="https://doi.org/10.3133/pp1395">Snyder (1987), equations 25-1 to 25-4</a>
     */
    record AzimuthalEquidistant(double longitude, double latitude) implements Projection {
        private static final double RADIUS = 6371.0088;

        public AzimuthalEquidistant {
            Check.that(Math.abs(longitude) <= 360, "longitude must lie in -360..360, got %s", longitude);
            Check.that(Math.abs(latitude) <= 90, "latitude must lie in -90..90, got %s", latitude);
        }

        @Override
        public double x(double stationX, double stationY) {
            double eastward = Math.toRadians(stationX - longitude);
            double phi = Math.toRadians(stationY);
            return stretch(eastward, phi) * StrictMath.cos(phi) * StrictMath.sin(eastward);
        }

        @Override
        public double y(double stationX, double stationY) {
            double eastward = Math.toRadians(stationX - longitude);
            double phi = Math.toRadians(stationY);
            return stretch(eastward, phi) * northward(eastward, phi);
        }

        /** Kilometres on the plane for one unit of the orthographic projection: R c / sin c for a central angle c. */
        private double stretch(double eastward, double phi) {
            double centre = Math.toRadians(latitude);
            double cosine = StrictMath.sin(centre) * StrictMath.sin(phi)
                    + StrictMath.cos(centre) * StrictMath.cos(phi) * StrictMath.cos(eastward);
            double sine = StrictMath.hypot(StrictMath.cos(phi) * StrictMath.sin(eastward), northward(eastward, phi));
            return sine == 0 ? RADIUS : RADIUS * StrictMath.atan2(sine, cosine) / sine;
        }

        private double northward(double eastward, double phi) {
            double centre = Math.toRadians(latitude);
            return StrictMath.cos(centre) * StrictMath.sin(phi)
                    - StrictMath.sin(centre) * StrictMath.cos(phi) * StrictMath.cos(eastward);
        }
    }
}
