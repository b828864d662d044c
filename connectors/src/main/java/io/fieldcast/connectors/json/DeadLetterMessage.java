package io.fieldcast.connectors.json;

import io.fieldcast.domain.DeadLetter;

/** A dead letter as read back: why, where from, and the refused bytes. Immutable. */
public final class DeadLetterMessage {
    private final DeadLetter letter;
    private final int size;
    private final byte[] bytes;

    /** @param bytes ownership passes to this object */
    DeadLetterMessage(DeadLetter letter, int size, byte[] bytes) {
        this.letter = letter;
        this.size = size;
        this.bytes = bytes;
    }

    public DeadLetter letter() {
        return letter;
    }

    /** Length of the record before it was cut. */
    public int size() {
        return size;
    }

    public boolean isTruncated() {
        return bytes.length < size;
    }

    /** The record's bytes, or its beginning; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
