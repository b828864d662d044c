package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.DenseKernels;
import java.util.Arrays;

/**
 * What an energy network sees of a state: a linear map to so many inputs for each of so many copies of one network, whose energies add up.
 * One copy may see the whole state, as in the papers; or each place has its copy with the same weights, which sees what is there and how
 * it differs from its neighbours. The second needs a handful of inputs however many places there are, and learns from every place at
 * once: a network of 20 sensors with a year of days gives 7000 examples of two inputs instead of 365 of twenty. Immutable.
 */
public final class Features {
    private final int layers;
    private final int nodes;
    private final double[] difference;

    /** @param difference nodes × nodes, row-major; empty where one copy sees the whole state */
    private Features(int layers, int nodes, double[] difference) {
        this.layers = layers;
        this.nodes = nodes;
        this.difference = difference;
    }

    /** One copy sees all {@code size} numbers of the state. */
    public static Features whole(int size) {
        Check.that(size >= 1, "size must be at least 1, got %d", size);
        return new Features(size, 1, new double[0]);
    }

    /**
     * A copy at each place sees every layer there, and by how much the first layer's mean over its neighbours is above its own.
     *
     * @param layers layers of the state, each with a number for each place
     * @param reach a neighbour at distance d counts {@code exp(−d² / 2 reach²)}, in the representation's unit of length
     */
    public static Features neighbours(Representation places, int layers, double reach) {
        Check.that(layers >= 1, "layers must be at least 1, got %d", layers);
        Check.that(reach > 0, "reach must be above 0, got %s", reach);
        int nodes = places.size();
        double[] difference = new double[nodes * nodes];
        for (int i = 0; i < nodes; i++) {
            double sum = 0;
            // The nearest counts 1: a place whose neighbours are all far away listens to the nearest, not to rounding.
            double nearest = Double.POSITIVE_INFINITY;
            for (int j = 0; j < nodes; j++) {
                nearest = j == i ? nearest : Math.min(nearest, squaredDistance(places, i, j));
            }
            for (int j = 0; j < nodes; j++) {
                double weight = j == i ? 0 : Math.exp(-(squaredDistance(places, i, j) - nearest) / (2 * reach * reach));
                difference[i * nodes + j] = weight;
                sum += weight;
            }
            for (int j = 0; sum > 0 && j < nodes; j++) {
                difference[i * nodes + j] /= sum;
            }
            difference[i * nodes + i] = sum > 0 ? -1 : 0;
        }
        return new Features(layers, nodes, difference);
    }

    private static double squaredDistance(Representation places, int i, int j) {
        double dx = places.x(i) - places.x(j);
        double dy = places.y(i) - places.y(j);
        return dx * dx + dy * dy;
    }

    /** Length of the state. */
    public int size() {
        return layers * nodes;
    }

    /** Copies of the network. */
    public int copies() {
        return nodes;
    }

    /** Inputs of each copy. */
    public int inputs() {
        return difference.length == 0 ? layers : layers + 1;
    }

    /** Layers of the state; numbers of it that each copy sees as they are. */
    public int layers() {
        return layers;
    }

    /** The matrix that takes the first layer to the differences from the neighbours, copies × copies, row-major; empty if none. A copy. */
    public double[] difference() {
        return difference.clone();
    }

    /**
     * Writes the inputs of all copies, {@code inputs} rows of {@code copies × members} columns, the members of a copy side by side.
     *
     * @param state {@link #size} rows of {@code members}, left as they were
     */
    void gather(double[] state, int atState, int members, double[] features, int atFeatures) {
        int columns = nodes * members;
        System.arraycopy(state, atState, features, atFeatures, layers * columns);
        if (difference.length > 0) {
            int at = atFeatures + layers * columns;
            Arrays.fill(features, at, at + columns, 0);
            for (int node = 0; node < nodes; node++) {
                DenseKernels.addRows(
                        difference,
                        node * nodes,
                        nodes,
                        state,
                        atState,
                        members,
                        features,
                        at + node * members,
                        members);
            }
        }
    }

    /**
     * The transposed map: from a gradient by the inputs to one by the state.
     *
     * @param features gradient by the inputs, laid out as in {@link #gather}, left as it was
     * @param gradient receives {@link #size} rows of {@code members}
     */
    void scatter(double[] features, int atFeatures, int members, double[] gradient, int atGradient) {
        int columns = nodes * members;
        System.arraycopy(features, atFeatures, gradient, atGradient, layers * columns);
        if (difference.length > 0) {
            int at = atFeatures + layers * columns;
            for (int node = 0; node < nodes; node++) {
                for (int seen = 0; seen < nodes; seen++) {
                    DenseKernels.addScaled(
                            difference[node * nodes + seen],
                            features,
                            at + node * members,
                            gradient,
                            atGradient + seen * members,
                            members);
                }
            }
        }
    }
}
