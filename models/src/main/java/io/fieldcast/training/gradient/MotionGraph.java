package io.fieldcast.training.gradient;

import org.nd4j.autodiff.samediff.SDVariable;

/** A motion that a graph carries on, frame by frame, for many samples at once. Confined to one thread. */
interface MotionGraph {
    /** Goes on to the next frame. */
    void advance();

    /** Positions now, samples × positions. */
    SDVariable place();

    /** Momenta now, as many. */
    SDVariable momentum();
}
