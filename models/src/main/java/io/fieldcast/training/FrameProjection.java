package io.fieldcast.training;

import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Cholesky;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * From values at places to the most likely field on a representation: with interpolation H, correlation C between the rows and error
 * variance R, {@code x = C Hᵀ (H C Hᵀ + R)⁻¹ y}. A place without a value is left out; a frame that has values at fewer than
 * a quarter of the places is a gap. Confined to one thread.
 */
final class FrameProjection {
    /** Fewer places than this share of them tell too little of a field. */
    private static final double LEAST_SHARE = 0.25;

    private final int size;
    private final int count;
    private final double errorVariance;
    /** C Hᵀ, rows × places. */
    private final double[] cross;
    /** H C Hᵀ, places × places. */
    private final double[] covariance;

    private final Cholesky factor;
    private final double[] matrix;
    private final double[] solution;
    private boolean[] factored = new boolean[0];

    FrameProjection(Representation representation, double[] xs, double[] ys, TrainingData.Smoothing smoothing) {
        this.size = representation.size();
        this.count = xs.length;
        this.errorVariance = smoothing.errorVariance();
        this.cross = new double[size * count];
        this.covariance = new double[count * count];
        this.factor = new Cholesky(count);
        this.matrix = new double[count * count];
        this.solution = new double[count];
        int[][] rows = new int[count][];
        double[][] weights = new double[count][];
        double[] dense = new double[size];
        for (int place = 0; place < count; place++) {
            representation.weights(xs[place], ys[place], dense);
            rows[place] =
                    IntStream.range(0, size).filter(row -> dense[row] != 0).toArray();
            weights[place] =
                    Arrays.stream(rows[place]).mapToDouble(row -> dense[row]).toArray();
        }
        for (int row = 0; row < size; row++) {
            for (int place = 0; place < count; place++) {
                double sum = 0;
                for (int k = 0; k < rows[place].length; k++) {
                    double distance = distance(representation, row, rows[place][k]);
                    sum += weights[place][k] * Math.exp(-distance / smoothing.reach());
                }
                cross[row * count + place] = sum;
            }
        }
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < rows[i].length; k++) {
                for (int j = 0; j < count; j++) {
                    covariance[i * count + j] += weights[i][k] * cross[rows[i][k] * count + j];
                }
            }
        }
    }

    private static double distance(Representation representation, int row, int other) {
        return Math.hypot(
                representation.x(row) - representation.x(other), representation.y(row) - representation.y(other));
    }

    /** Frames of the representation for frames at places, NaN all over in a gap. */
    double[] frames(double[] values) {
        int frames = values.length / count;
        double[] rows = new double[frames * size];
        boolean[] known = new boolean[count];
        for (int frame = 0; frame < frames; frame++) {
            int observed = 0;
            for (int place = 0; place < count; place++) {
                known[place] = !Double.isNaN(values[frame * count + place]);
                observed += known[place] ? 1 : 0;
            }
            if (observed < LEAST_SHARE * count || observed == 0) {
                Arrays.fill(rows, frame * size, (frame + 1) * size, Double.NaN);
            } else {
                project(values, frame * count, known, observed, rows, frame * size);
            }
        }
        return rows;
    }

    private void project(double[] values, int at, boolean[] known, int observed, double[] rows, int to) {
        if (!Arrays.equals(factored, known)) {
            factor(known, observed);
            factored = known.clone();
        }
        for (int place = 0, i = 0; place < count; place++) {
            if (known[place]) {
                solution[i++] = values[at + place];
            }
        }
        factor.solve(1, solution);
        for (int row = 0; row < size; row++) {
            double sum = 0;
            for (int place = 0, i = 0; place < count; place++) {
                if (known[place]) {
                    sum += cross[row * count + place] * solution[i++];
                }
            }
            rows[to + row] = sum;
        }
    }

    private void factor(boolean[] known, int observed) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; known[i] && j < count; j++) {
                if (known[j]) {
                    matrix[at++] = covariance[i * count + j] + (i == j ? errorVariance : 0);
                }
            }
        }
        if (!factor.factor(matrix, observed)) {
            throw new IllegalStateException("the places' covariance is not positive definite");
        }
    }
}
