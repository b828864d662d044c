package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;

/**
 * One of the equally long parts that a state consists of: the field itself, or what stands behind it at the same places, such as its
 * momentum or its past. Scales are relative to those of the field.
 *
 * @param name in the field's terms
 * @param start standard deviation at the start, above 0
 * @param noise standard deviation of one step's noise, not below 0; 0 where the dynamics alone move the layer
 */
public record Layer(String name, double start, double noise) {
    /** The field that is observed. */
    public static final Layer FIELD = new Layer("field", 1, 1);

    public Layer {
        Check.that(start > 0, "start of layer %s must be above 0, got %s", name, start);
        Check.that(noise >= 0, "noise of layer %s must not be below 0, got %s", name, noise);
    }
}
