package io.fieldcast.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fieldcast.domain.Station;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionTest {
    private static final double RADIUS = 6371.0088;

    @Test
    void passesPlanarCoordinatesThrough() {
        Projection planar = Projection.planar();
        assertThat(planar.x(3.5, -2)).isEqualTo(3.5);
        assertThat(planar.y(3.5, -2)).isEqualTo(-2);
    }

    @Test
    void putsTheCentreAtTheOrigin() {
        Projection projection = new Projection.AzimuthalEquidistant(-7.5, 53.2);
        assertThat(projection.x(-7.5, 53.2)).isEqualTo(0);
        assertThat(projection.y(-7.5, 53.2)).isEqualTo(0);
    }

    @Test
    void keepsDistancesFromTheCentre() {
        Projection projection = new Projection.AzimuthalEquidistant(-7.5, 53.2);
        for (double[] place : new double[][] {{-10, 51}, {-6, 55}, {2, 49}, {20, 60}, {-7.5, 89}}) {
            double onPlane = Math.hypot(projection.x(place[0], place[1]), projection.y(place[0], place[1]));
            assertThat(onPlane).isCloseTo(greatCircle(-7.5, 53.2, place[0], place[1]), within(1e-8));
        }
    }

    @Test
    void keepsDistancesBetweenPlacesAsWellAsItSays() {
        Projection projection = new Projection.AzimuthalEquidistant(10, 51);
        double[] reaches = {250, 500, 1000};
        for (double reach : reaches) {
            double degrees = Math.toDegrees(reach / RADIUS);
            double bound = reach * reach / (6 * RADIUS * RADIUS);
            for (int turn = 0; turn < 12; turn++) {
                double latitude = 51 + degrees * 0.7 * Math.sin(turn);
                double longitude = 10 + degrees * 0.7 * Math.cos(turn) / Math.cos(Math.toRadians(51));
                double otherLatitude = latitude + 0.1 * Math.cos(3 * turn);
                double otherLongitude = longitude + 0.1 * Math.sin(3 * turn);
                double x = projection.x(longitude, latitude) - projection.x(otherLongitude, otherLatitude);
                double y = projection.y(longitude, latitude) - projection.y(otherLongitude, otherLatitude);
                double exact = greatCircle(longitude, latitude, otherLongitude, otherLatitude);
                assertThat(Math.hypot(x, y) / exact - 1).isBetween(-1e-9, bound + 1e-9);
            }
        }
    }

    @Test
    void findsTheCentreAcrossTheDateLine() {
        Projection projection =
                Projection.around(List.of(new Station("Fiji", 178, -17), new Station("Samoa", -172, -14)));
        assertThat(projection.x(178, -17)).isCloseTo(-projection.x(-172, -14), within(10.0));
        assertThat(Math.abs(projection.x(178, -17))).isLessThan(600);
    }

    private static double greatCircle(double lon1, double lat1, double lon2, double lat2) {
        double half = Math.toRadians(lat2 - lat1) / 2;
        double turn = Math.toRadians(lon2 - lon1) / 2;
        double haversine = Math.sin(half) * Math.sin(half)
                + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * Math.sin(turn) * Math.sin(turn);
        return 2 * RADIUS * Math.asin(Math.sqrt(haversine));
    }
}
