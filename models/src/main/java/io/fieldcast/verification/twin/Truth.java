package io.fieldcast.verification.twin;

import io.fieldcast.dynamics.Propagator;

/**
 * What really happens in a twin experiment.
 *
 * @param dynamics one unit of its step is one step of a window
 * @param noise what disturbs the truth at the end of each window
 * @param parameters the true parameters, where the dynamics have any
 */
public record Truth(Propagator dynamics, Noise noise, Parameters parameters) {
    /** For dynamics without parameters: there is no value to give. */
    public static final Parameters NO_PARAMETERS = (row, cycle) -> {
        throw new IllegalArgumentException("the truth's dynamics have a parameter " + row + ", but no value for it");
    };

    /** Dynamics without noise and parameters. */
    public static Truth of(Propagator dynamics) {
        return new Truth(dynamics, Noise.NONE, NO_PARAMETERS);
    }

    /** True parameters, which may change from window to window. */
    @FunctionalInterface
    public interface Parameters {
        /** The unconstrained value of a parameter in a window; windows before the first are numbered 0, −1, …. */
        double value(int row, int cycle);
    }
}
