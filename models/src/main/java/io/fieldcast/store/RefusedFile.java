package io.fieldcast.store;

import java.io.IOException;

/** A file that is not taken for what it should be; the message says why and what to do. */
public final class RefusedFile extends IOException {
    private static final long serialVersionUID = 1;

    /** Why it was refused. */
    public enum Reason {
        /** It was never such a file. */
        FOREIGN,
        /** Its end is missing. */
        TRUNCATED,
        /** Bytes changed since it was written. */
        DAMAGED,
        /** A later release wrote it. */
        NEWER,
        /** It is whole but belongs to something else. */
        MISMATCH
    }

    private final Reason reason;

    RefusedFile(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
