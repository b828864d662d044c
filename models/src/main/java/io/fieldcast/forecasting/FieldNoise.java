package io.fieldcast.forecasting;

import io.fieldcast.geometry.Representation;
import io.fieldcast.numerics.Cholesky;

/**
 * Spatial correlation {@code exp(−distance / reach)} over the rows of a representation. The factor is kept as long as the reach
 * does not change much; it is a function of the reach alone, so results do not depend on what was asked before. Confined to one
 * thread.
 */
final class FieldNoise {
    /** The reach is rounded to steps of this ratio, so that slow learning does not factor a matrix every cycle. */
    private static final double REACH_STEP = 0.02;

    /** Added to the diagonal: two rows may stand at one place. */
    private static final double NUGGET = 1e-9;

    private final int size;
    private final double[] distances;
    private final double[] correlation;
    private final Cholesky factor;
    private double factored = Double.NaN;

    FieldNoise(Representation representation) {
        this.size = representation.size();
        this.distances = new double[size * size];
        this.correlation = new double[size * size];
        this.factor = new Cholesky(size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                distances[i * size + j] = Math.hypot(
                        representation.x(i) - representation.x(j), representation.y(i) - representation.y(j));
            }
        }
    }

    /** Gives {@code size} rows of white noise from {@code at} on, {@code members} columns, the correlation. */
    void correlate(double reach, int members, double[] white, int at) {
        double rounded = Math.exp(REACH_STEP * Math.rint(Math.log(reach) / REACH_STEP));
        if (rounded != factored) {
            for (int i = 0; i < correlation.length; i++) {
                correlation[i] = Math.exp(-distances[i] / rounded);
            }
            for (int i = 0; i < size; i++) {
                correlation[i * size + i] += NUGGET;
            }
            if (!factor.factor(correlation)) {
                throw new IllegalStateException(
                        "spatial correlation with reach " + rounded + " is not positive definite");
            }
            factored = rounded;
        }
        factor.multiplyLower(members, white, at);
    }
}
