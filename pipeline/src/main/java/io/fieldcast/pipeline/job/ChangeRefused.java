package io.fieldcast.pipeline.job;

import io.fieldcast.domain.ChangeCode;

/** A change cannot be made; the message says why. Carries no stack trace, since it is about a message, not about code. */
public final class ChangeRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final ChangeCode code;

    /** @param code a refusal */
    ChangeRefused(ChangeCode code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    public ChangeCode code() {
        return code;
    }

    /** The reason, one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
