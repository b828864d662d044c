package io.fieldcast.verification.nowcast;

import io.fieldcast.dynamics.Propagator;
import java.util.List;

/** Dynamics that may be chosen anew before every step, from what has been analysed so far. */
@FunctionalInterface
public interface FrameDynamics {
    /**
     * What carries the ensemble to the next frame. All propagators that one instance gives have the same layers and parameters.
     *
     * @param frames the latest frames, the earliest first
     */
    Propagator next(List<AnalysedFrame> frames);

    /** The same propagator every time. */
    static FrameDynamics fixed(Propagator propagator) {
        return frames -> propagator;
    }
}
