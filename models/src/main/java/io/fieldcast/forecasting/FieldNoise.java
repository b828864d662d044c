package io.fieldcast.forecasting;

import io.fieldcast.dynamics.Covariance;
import io.fieldcast.dynamics.ProcessNoise;
import io.fieldcast.geometry.Representation;

/**
 * Spatial correlation {@code exp(−distance / reach)} over the rows of a representation. The factor is kept as long as the reach
 * does not change much; it is a function of the reach alone, so results do not depend on what was asked before. Confined to one
 * thread.
 */
final class FieldNoise {
    /** The reach is rounded to steps of this ratio, so that slow learning does not factor a matrix every cycle. */
    private static final double REACH_STEP = 0.02;

    private final Representation representation;
    private double reach;
    private ProcessNoise noise;

    /** @param reach the one that is probably asked for first, in the representation's unit of length */
    FieldNoise(Representation representation, double reach) {
        this.representation = representation;
        this.reach = rounded(reach);
        this.noise = factored();
    }

    /** Gives one row of white noise for each of the representation's, from {@code at} on, {@code members} columns, the correlation. */
    void correlate(double wanted, int members, double[] white, int at) {
        if (rounded(wanted) != reach) {
            reach = rounded(wanted);
            noise = factored();
        }
        noise.colour(white, at, members);
    }

    private ProcessNoise factored() {
        return ProcessNoise.on(representation, new Covariance.Exponential(reach, 1));
    }

    private static double rounded(double reach) {
        return Math.exp(REACH_STEP * Math.rint(Math.log(reach) / REACH_STEP));
    }
}
