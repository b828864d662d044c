package io.fieldcast.verification.twin;

import io.fieldcast.numerics.RandomStreams;

/** Additive noise on the state, once a window, for truth and members alike. Confined to one thread, since it may own scratch. */
public interface Noise {
    /** Adds nothing. */
    Noise NONE = (stream, members, values, from) -> {};

    /**
     * Adds noise to a block of rows, each member its own.
     *
     * @param values receives the noise on the state's rows, members side by side, from {@code from} on
     */
    void add(RandomStreams.Stream stream, int members, double[] values, int from);
}
