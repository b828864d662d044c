package io.fieldcast.verification.nowcast;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;

/**
 * Measured frames that are seen whole. Mean, deviation and measurement error come from the first few, which are not to be scored: the
 * error's variance is what the semivariances at one and two cells, drawn on in a straight line, leave at distance zero. Immutable.
 */
public final class FixedFrames implements Frames {
    private static final double LEAST_ERROR_VARIANCE = 0.01;

    private final Grid grid;
    private final double[][] frames;
    private final double mean;
    private final double deviation;
    private final double errorVariance;

    /**
     * @param values frames × cells, row-major, in the field's own unit, NaN where nothing was measured; copied
     * @param first number of frames, the first ones, that give the statistics
     */
    public FixedFrames(Grid grid, double[] values, int first) {
        int size = grid.size();
        int count = values.length / size;
        Check.that(first >= 1 && first < count, "first frames must lie in 1..%d, got %d", count - 1, first);
        this.grid = grid;
        double sum = 0;
        double squares = 0;
        int known = 0;
        for (int i = 0; i < first * size; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                squares += values[i] * values[i];
                known++;
            }
        }
        this.mean = sum / known;
        this.deviation = Math.sqrt(squares / known - mean * mean);
        Check.that(deviation > 0, "the first %d frames do not vary", first);
        this.frames = new double[count][size];
        for (int i = 0; i < count * size; i++) {
            frames[i / size][i % size] = (values[i] - mean) / deviation;
        }
        this.errorVariance = Math.max(LEAST_ERROR_VARIANCE, 2 * semivariance(first, 1) - semivariance(first, 2));
    }

    private double semivariance(int first, int lag) {
        double sum = 0;
        int pairs = 0;
        for (int frame = 0; frame < first; frame++) {
            for (int cell = 0; cell < grid.size(); cell++) {
                int east = cell % grid.columns() + lag < grid.columns() ? cell + lag : cell;
                int north = cell + lag * grid.columns() < grid.size() ? cell + lag * grid.columns() : cell;
                for (int other : new int[] {east, north}) {
                    double difference = frames[frame][cell] - frames[frame][other];
                    if (other != cell && !Double.isNaN(difference)) {
                        sum += difference * difference / 2;
                        pairs++;
                    }
                }
            }
        }
        return sum / pairs;
    }

    /** What one unit is in the field's own unit. */
    public double deviation() {
        return deviation;
    }

    @Override
    public Grid grid() {
        return grid;
    }

    @Override
    public int count() {
        return frames.length;
    }

    @Override
    public double[] truth(int frame) {
        return frames[frame];
    }

    @Override
    public double[] seen(int frame) {
        return frames[frame];
    }

    @Override
    public double errorVariance() {
        return errorVariance;
    }

    @Override
    public double truthErrorVariance() {
        return errorVariance;
    }
}
