package io.fieldcast.observation;

import io.fieldcast.domain.Check;

/** How far two places are from each other, in the unit of their coordinates. Immutable. */
public sealed interface Distance {
    /** The plane. */
    Distance PLANAR = new Planar();

    /** Distance between (x1, y1) and (x2, y2). */
    double between(double x1, double y1, double x2, double y2);

    /** Period in x; infinite where x does not wrap. */
    double width();

    /** Period in y; infinite where y does not wrap. */
    double height();

    /** Euclidean distance. */
    record Planar() implements Distance {
        @Override
        public double width() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double height() {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double between(double x1, double y1, double x2, double y2) {
            double dx = x1 - x2;
            double dy = y1 - y2;
            return Math.sqrt(dx * dx + dy * dy);
        }
    }

    /**
     * Euclidean distance on a torus, between the nearest images.
     *
     * @param width period in x, above 0; infinite where x does not wrap
     * @param height period in y, above 0; infinite where y does not wrap
     */
    record Periodic(double width, double height) implements Distance {
        public Periodic {
            Check.that(width > 0 && height > 0, "periods must be above 0, got %s and %s", width, height);
        }

        @Override
        public double between(double x1, double y1, double x2, double y2) {
            double dx = wrap(x1 - x2, width);
            double dy = wrap(y1 - y2, height);
            return Math.sqrt(dx * dx + dy * dy);
        }

        private static double wrap(double difference, double period) {
            return Double.isInfinite(period) ? difference : difference - period * Math.rint(difference / period);
        }
    }
}
