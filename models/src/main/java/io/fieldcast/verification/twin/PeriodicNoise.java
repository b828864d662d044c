package io.fieldcast.verification.twin;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;

/**
 * White noise smoothed by a Gaussian kernel along both axes of a torus, or along the one axis of a ring, with equal variance at
 * every place. Confined to one thread.
 */
public final class PeriodicNoise implements Noise {
    /** Kernel weights fall below 1e-5 of the largest beyond so many lengths. */
    private static final double REACH = 5;

    private final int columns;
    private final int rows;
    private final double deviation;
    private final double[] alongX;
    private final double[] alongY;
    private double[] white = new double[0];
    private double[] smooth = new double[0];

    /**
     * @param columns places along x; they come first in the state
     * @param rows places along y, 1 for a ring
     * @param deviation standard deviation of the noise at every place
     * @param length standard deviation of the kernel in places, above 0; noise at distance d then has correlation exp(−d²/4length²)
     */
    public PeriodicNoise(int columns, int rows, double deviation, double length) {
        Check.that(length > 0, "length must be above 0, got %s", length);
        this.columns = columns;
        this.rows = rows;
        this.deviation = deviation;
        this.alongX = kernel(columns, length);
        this.alongY = kernel(rows, length);
    }

    /** Weights of the places 0, 1, … of a ring for place 0, whose squares sum to 1. */
    private static double[] kernel(int places, double length) {
        double[] weights = new double[places];
        int reach = (int) Math.ceil(REACH * length);
        double squares = 0;
        for (int offset = -reach; offset <= reach; offset++) {
            weights[Math.floorMod(offset, places)] += Math.exp(-0.5 * offset * offset / (length * length));
        }
        for (double weight : weights) {
            squares += weight * weight;
        }
        for (int i = 0; i < places; i++) {
            weights[i] /= Math.sqrt(squares);
        }
        return weights;
    }

    @Override
    public void add(RandomStreams.Stream stream, int members, double[] values, int from) {
        int length = columns * rows * members;
        if (white.length < length) {
            white = new double[length];
            smooth = new double[length];
        }
        stream.fillByInversion(0, white, 0, length);
        for (int y = 0; y < rows; y++) {
            smooth(alongX, y * columns, 1, members);
        }
        if (rows > 1) {
            System.arraycopy(smooth, 0, white, 0, length);
            for (int x = 0; x < columns; x++) {
                smooth(alongY, x, columns, members);
            }
        }
        DenseKernels.addScaled(deviation, smooth, 0, values, from, length);
    }

    /** Covariance of the noise at two places, by their row in the state. */
    public double covariance(int a, int b) {
        int dx = Math.floorMod(a % columns - b % columns, columns);
        int dy = Math.floorMod(a / columns - b / columns, rows);
        return deviation * deviation * correlation(alongX, dx) * correlation(alongY, dy);
    }

    private static double correlation(double[] kernel, int distance) {
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            sum += kernel[i] * kernel[(i + distance) % kernel.length];
        }
        return sum;
    }

    /** Smooths one line of {@code white}, place k of which is row {@code first + k · stride}, into {@code smooth}. */
    private void smooth(double[] kernel, int first, int stride, int members) {
        int places = kernel.length;
        for (int to = 0; to < places; to++) {
            int target = (first + to * stride) * members;
            Arrays.fill(smooth, target, target + members, 0);
            for (int offset = 0; offset < places; offset++) {
                if (kernel[offset] != 0) {
                    int source = (first + (to + offset) % places * stride) * members;
                    DenseKernels.addScaled(kernel[offset], white, source, smooth, target, members);
                }
            }
        }
    }
}
