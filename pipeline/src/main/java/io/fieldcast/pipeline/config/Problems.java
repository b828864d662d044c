package io.fieldcast.pipeline.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers everything wrong with a configuration, so that it is told at once. Confined to one thread. */
public final class Problems {
    private final List<String> found = new ArrayList<>();

    /** Notes that {@code key} is wrong, in the form "expected …, got …". */
    public void add(String key, String problem) {
        found.add(key + ": " + problem);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** The problems in the order of the file. */
    public List<String> list() {
        return List.copyOf(found);
    }

    /**
     * Ends the reading.
     *
     * @throws BadConfiguration if there is any problem
     */
    public void throwIfAny(String source) {
        if (!found.isEmpty()) {
            throw new BadConfiguration(source, found);
        }
    }
}
