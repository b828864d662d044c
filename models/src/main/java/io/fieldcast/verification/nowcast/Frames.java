package io.fieldcast.verification.nowcast;

import io.fieldcast.geometry.Grid;

/** Successive frames of a field in units of its standard deviation about its mean, both taken from the past of what is forecast. */
public interface Frames {
    Grid grid();

    int count();

    /** What a frame is verified against, one value for each cell, NaN where nothing is known; not to be changed. */
    double[] truth(int frame);

    /** What is seen of a frame, one value for each cell, NaN where nothing is; not to be changed. */
    double[] seen(int frame);

    /** Variance of the errors of {@link #seen}. */
    double errorVariance();

    /** Variance of the errors that {@link #truth} itself has; 0 in a twin. */
    double truthErrorVariance();
}
