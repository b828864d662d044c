package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.observation.RowPlaces;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Variables at the places 0, 1, …, size − 1 of a ring. Immutable.
 *
 * @param size number of variables, at least 2
 */
public record Ring(int size) implements Representation, Method.Places {
    public Ring {
        Check.that(size >= 2, "a ring needs at least 2 places, got %d", size);
    }

    /** Distance around the ring. */
    @Override
    public Distance distance() {
        return new Distance.Periodic(size, Double.POSITIVE_INFINITY);
    }

    @Override
    public RowPlaces of(List<Ensemble.Block> blocks) {
        return RowPlaces.of(this, blocks, Set.of(Propagator.STATE));
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

    /** What is expected at the given places. */
    ObservationOperator operator(double[] xs) {
        return ObservationOperator.interpolating(this, 0, xs, new double[xs.length]);
    }
}
