package io.fieldcast.assimilation;

import io.fieldcast.numerics.RandomStreams;

/**
 * What the anomalies of an ensemble are corrected by: each member moves by minus the gain times its departures, one for each
 * observation, in the units of {@link WhitenedObservations#anomalies}. Confined to one thread.
 */
interface Departures {
    /** Called before the departures of a domain are asked for; may be called again for the same observations. */
    void prepare(WhitenedObservations observations, RandomStreams.Stream random);

    /**
     * Writes the members' departures from one observation, times the root of its taper weight.
     *
     * @param rootWeight root of the factor that divides the observation's error variance
     * @param target receives one value for each member in {@code target[at..at+members)}
     */
    void write(WhitenedObservations observations, int index, double rootWeight, double[] target, int at);
}
