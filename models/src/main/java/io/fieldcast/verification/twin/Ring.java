package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import io.fieldcast.observation.Distance;
import java.util.Arrays;

/**
 * Variables at the places 0, 1, …, size − 1 of a ring. Immutable.
 *
 * @param size number of variables, at least 2
 */
public record Ring(int size) implements Representation {
    public Ring {
        Check.that(size >= 2, "a ring needs at least 2 places, got %d", size);
    }

    /** Distance around the ring. */
    public Distance distance() {
        return new Distance.Periodic(size, Double.POSITIVE_INFINITY);
    }

    @Override
    public double x(int row) {
        return row;
    }

    @Override
    public double y(int row) {
        return 0;
    }

    /** Linear interpolation between the two neighbours. */
    @Override
    public void weights(double x, double y, double[] weights) {
        Check.length("weights", weights, size);
        Arrays.fill(weights, 0);
        double along = x - size * Math.floor(x / size);
        int left = (int) along % size;
        double share = along - Math.floor(along);
        weights[left] = 1 - share;
        weights[(left + 1) % size] += share;
    }
}
