package io.fieldcast.observation;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;

/**
 * The linear map H from rows of an ensemble to the values expected at fixed places, as sparse rows: interpolation weights of the
 * representation, and further terms such as a residual of the place's own. Immutable, thread-safe.
 */
public final class ObservationOperator {
    private final double[] xs;
    private final double[] ys;
    private final int[][] rows;
    private final double[][] weights;

    private ObservationOperator(double[] xs, double[] ys, int[][] rows, double[][] weights) {
        this.xs = xs;
        this.ys = ys;
        this.rows = rows;
        this.weights = weights;
    }

    /**
     * Interpolation of a field to places.
     *
     * @param from ensemble row at which the representation's block starts
     * @param xs x of each place
     * @param ys y of each place, as long as {@code xs}
     */
    public static ObservationOperator interpolating(Representation representation, int from, double[] xs, double[] ys) {
        Check.length("ys", ys, xs.length);
        int[][] rows = new int[xs.length][];
        double[][] weights = new double[xs.length][];
        double[] dense = new double[representation.size()];
        for (int place = 0; place < xs.length; place++) {
            representation.weights(xs[place], ys[place], dense);
            int terms = 0;
            for (double weight : dense) {
                terms += weight == 0 ? 0 : 1;
            }
            rows[place] = new int[terms];
            weights[place] = new double[terms];
            for (int row = 0, at = 0; row < dense.length; row++) {
                if (dense[row] != 0) {
                    rows[place][at] = from + row;
                    weights[place][at++] = dense[row];
                }
            }
        }
        return new ObservationOperator(xs.clone(), ys.clone(), rows, weights);
    }

    /** This operator with {@code weight · (ensemble row)} added to what is expected at one place. */
    public ObservationOperator withTerm(int place, int row, double weight) {
        Check.that(place >= 0 && place < places(), "place must lie in 0..%d, got %d", places() - 1, place);
        int[][] newRows = rows.clone();
        double[][] newWeights = weights.clone();
        int terms = rows[place].length;
        newRows[place] = Arrays.copyOf(rows[place], terms + 1);
        newWeights[place] = Arrays.copyOf(weights[place], terms + 1);
        newRows[place][terms] = row;
        newWeights[place][terms] = weight;
        return new ObservationOperator(xs, ys, newRows, newWeights);
    }

    /** This operator with one whole ensemble row added to what is expected at each of the first {@code extra.length} places. */
    public ObservationOperator withRows(int[] extra) {
        int[][] newRows = rows.clone();
        double[][] newWeights = weights.clone();
        for (int place = 0; place < extra.length; place++) {
            int terms = rows[place].length;
            newRows[place] = Arrays.copyOf(rows[place], terms + 1);
            newWeights[place] = Arrays.copyOf(weights[place], terms + 1);
            newRows[place][terms] = extra[place];
            newWeights[place][terms] = 1;
        }
        return new ObservationOperator(xs, ys, newRows, newWeights);
    }

    /** Number of places. */
    public int places() {
        return xs.length;
    }

    public double x(int place) {
        return xs[place];
    }

    public double y(int place) {
        return ys[place];
    }

    /**
     * Writes the members' expected values at one place.
     *
     * @param ensemble left as it was
     * @param target receives one value for each member in {@code target[at..at+members)}
     */
    public void predict(Ensemble ensemble, int place, double[] target, int at) {
        int members = ensemble.members();
        double[] values = ensemble.values();
        Arrays.fill(target, at, at + members, 0);
        for (int term = 0; term < rows[place].length; term++) {
            DenseKernels.addScaled(weights[place][term], values, rows[place][term] * members, target, at, members);
        }
    }

    /** Expected value at one place for one state vector, such as the truth of a twin experiment; indexed as the ensemble's rows. */
    public double predict(double[] state, int place) {
        double sum = 0;
        for (int term = 0; term < rows[place].length; term++) {
            sum += weights[place][term] * state[rows[place][term]];
        }
        return sum;
    }
}
