package io.fieldcast.connectors.json;

import com.fasterxml.jackson.core.io.SerializedString;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the text of times and lead times, since thousands of messages of one cycle share a few dozen of them. Small, fixed in
 * size: a newcomer takes the place of whoever has its slot. Confined to one thread.
 */
final class TextCache {
    private static final int SLOTS = 256;

    private final @Nullable Object[] keys = new @Nullable Object[SLOTS];
    private final SerializedString[] texts = new SerializedString[SLOTS];

    SerializedString text(Instant time) {
        return lookup(time);
    }

    SerializedString text(Duration lead) {
        return lookup(lead);
    }

    /** Both kinds write themselves as ISO-8601 by {@code toString}. */
    private SerializedString lookup(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        int slot = hash >>> 24;
        if (!key.equals(keys[slot])) {
            keys[slot] = key;
            texts[slot] = new SerializedString(key.toString());
        }
        return texts[slot];
    }
}
