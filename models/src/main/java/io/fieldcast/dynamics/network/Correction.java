package io.fieldcast.dynamics.network;

import io.fieldcast.domain.Check;

/**
 * How far the filter may correct a trained energy while it is in use: few numbers, each with a meaning, around what training found.
 * Immutable.
 *
 * @param sd prior standard deviation of the logarithm of rate, strength and stiffnesses; 0 to leave the energy as it was trained
 * @param weightSd prior standard deviation of the factor on each weight of the last layer; 0 to leave them
 */
public record Correction(double sd, double weightSd) {
    /** Nothing is corrected. */
    public static final Correction NONE = new Correction(0, 0);

    public Correction {
        Check.that(sd >= 0, "sd must not be below 0, got %s", sd);
        Check.that(weightSd >= 0, "weightSd must not be below 0, got %s", weightSd);
    }
}
