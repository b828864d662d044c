package io.fieldcast.geometry;

import io.fieldcast.domain.Check;

/**
 * A field that is the same everywhere: a state of one number.
 *
 * @param centreX where that number is taken to sit
 * @param centreY where that number is taken to sit
 */
public record Uniform(double centreX, double centreY) implements Representation {
    @Override
    public int size() {
        return 1;
    }

    @Override
    public double x(int row) {
        return centreX;
    }

    @Override
    public double y(int row) {
        return centreY;
    }

    @Override
    public void weights(double x, double y, double[] weights) {
        Check.length("weights", weights, 1);
        weights[0] = 1;
    }
}
