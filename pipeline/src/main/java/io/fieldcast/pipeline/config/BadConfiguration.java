package io.fieldcast.pipeline.config;

import java.util.List;

/** A configuration that cannot be used, with all its problems in one message. */
public final class BadConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadConfiguration(String source, List<String> problems) {
        super("bad configuration in " + source + ":\n  " + String.join("\n  ", problems));
    }
}
