package io.fieldcast.geometry;

/**
 * How a vector of numbers stands for a field on the plane: {@code value(place) = Σ weight_i(place) · state_i}. Grid cells, basis
 * coefficients or graph nodes. Immutable, thread-safe. Lengths are in kilometres, or in the network's unit where it is planar.
 */
public interface Representation {
    /** Numbers in the state. */
    int size();

    /** Where row {@code row} of the state sits, for distances between it and an observation. */
    double x(int row);

    /** Where row {@code row} of the state sits, for distances between it and an observation. */
    double y(int row);

    /**
     * The field's value at a place as a weighted sum of the state.
     *
     * @param weights receives one weight for each row, length {@link #size}
     */
    void weights(double x, double y, double[] weights);
}
