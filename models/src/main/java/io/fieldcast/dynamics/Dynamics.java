package io.fieldcast.dynamics;

import io.fieldcast.geometry.Representation;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * A kind of dynamics that a configuration can name. A kind of one's own is one class with a public constructor without arguments, named in
 * {@code META-INF/services/io.fieldcast.dynamics.Dynamics} of a jar on the class path. Immutable.
 */
public interface Dynamics {
    /** Its name in a configuration, lower case with hyphens. */
    String name();

    /** What it is, one sentence. */
    String summary();

    /** When to use it, one sentence. */
    String use();

    /** The paper behind it: authors and year. */
    String paper();

    /** The numbers that can be chosen. */
    List<Setting> settings();

    /** Whether it needs a trained model. */
    default boolean trained() {
        return false;
    }

    /** Whether a model comes with it, which is in force where none was trained for the field. */
    default boolean bundled() {
        return false;
    }

    /**
     * Builds the propagator. Lengths are in units of the network's radius.
     *
     * @param representation what it moves
     * @param radius the network's radius, kilometres or the network's unit
     * @param choices the settings' values and the trained model, if any
     * @throws IllegalArgumentException if these dynamics do not live on that representation, or the model does not fit it
     */
    Propagator build(Representation representation, double radius, Choices choices);

    /** All kinds on the class path by name. */
    static Map<String, Dynamics> kinds() {
        Map<String, Dynamics> kinds = new TreeMap<>();
        for (Dynamics kind : ServiceLoader.load(Dynamics.class)) {
            Dynamics other = kinds.putIfAbsent(kind.name(), kind);
            if (other != null) {
                throw new IllegalStateException("two kinds of dynamics are named " + kind.name() + ": "
                        + other.getClass().getName() + " and " + kind.getClass().getName());
            }
        }
        return kinds;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none on the class path
     */
    static Dynamics named(String name) {
        Dynamics dynamics = kinds().get(name);
        if (dynamics == null) {
            throw new IllegalArgumentException("no dynamics are named " + name + "; known are " + kinds().keySet());
        }
        return dynamics;
    }
}
