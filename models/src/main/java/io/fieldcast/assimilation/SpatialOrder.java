package io.fieldcast.assimilation;

import io.fieldcast.observation.RowPlaces;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An order of domains in which those that follow each other lie near each other: that of Morton's curve, the bits of both
 * coordinates taken in turn. Along a line it is the order of the coordinate. Stateless.
 */
final class SpatialOrder {
    private static final int BITS = 31;

    private SpatialOrder() {}

    /** All domains, each once; those at one place in their own order. */
    static int[] of(RowPlaces places) {
        int count = places.domains();
        double west = IntStream.range(0, count).mapToDouble(places::x).min().orElse(0);
        double east = IntStream.range(0, count).mapToDouble(places::x).max().orElse(0);
        double south = IntStream.range(0, count).mapToDouble(places::y).min().orElse(0);
        double north = IntStream.range(0, count).mapToDouble(places::y).max().orElse(0);
        double extent = Math.max(east - west, north - south);
        double scale = extent > 0 ? ((1L << BITS) - 1) / extent : 0;
        long[] codes = new long[count];
        for (int domain = 0; domain < count; domain++) {
            long x = (long) ((places.x(domain) - west) * scale);
            long y = (long) ((places.y(domain) - south) * scale);
            codes[domain] = spread(x) | spread(y) << 1;
        }
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingLong(domain -> codes[domain]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Puts a zero before each of the lowest 32 bits. */
    private static long spread(long value) {
        long bits = value & 0xFFFFFFFFL;
        bits = (bits | bits << 16) & 0x0000FFFF0000FFFFL;
        bits = (bits | bits << 8) & 0x00FF00FF00FF00FFL;
        bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0FL;
        bits = (bits | bits << 2) & 0x3333333333333333L;
        return (bits | bits << 1) & 0x5555555555555555L;
    }
}
