package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.Distance;
import io.fieldcast.observation.RowPlaces;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A square grid of unit spacing, periodic in both directions; x runs first in the state. Immutable.
 *
 * @param side places along each axis, at least 2
 */
public record Torus(int side) implements Representation, Method.Places {
    public Torus {
        Check.that(side >= 2, "a torus needs at least 2 places along each axis, got %d", side);
    }

    @Override
    public int size() {
        return side * side;
    }

    @Override
    public double x(int row) {
        return row % side;
    }

    @Override
    public double y(int row) {
        return Math.floorDiv(row, side);
    }

    /** Bilinear interpolation between the four neighbours. */
    @Override
    public void weights(double x, double y, double[] weights) {
        Check.length("weights", weights, size());
        Arrays.fill(weights, 0);
        int left = Math.floorMod((int) Math.floor(x), side);
        int low = Math.floorMod((int) Math.floor(y), side);
        double shareX = x - Math.floor(x);
        double shareY = y - Math.floor(y);
        int right = (left + 1) % side;
        int high = (low + 1) % side;
        weights[low * side + left] += (1 - shareX) * (1 - shareY);
        weights[low * side + right] += shareX * (1 - shareY);
        weights[high * side + left] += (1 - shareX) * shareY;
        weights[high * side + right] += shareX * shareY;
    }

    @Override
    public RowPlaces of(List<Ensemble.Block> blocks) {
        return RowPlaces.of(this, blocks, Set.of(Propagator.STATE));
    }

    @Override
    public Distance distance() {
        return new Distance.Periodic(side, side);
    }
}
