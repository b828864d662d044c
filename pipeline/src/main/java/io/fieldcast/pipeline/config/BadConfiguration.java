package io.fieldcast.pipeline.config;

import java.util.List;

/** A configuration that cannot be used, with all its problems in one message. */
public final class BadConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final List<String> problems;

    BadConfiguration(String source, List<String> problems) {
        super("bad configuration in " + source + ":\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each problem as {@code key: what is wrong}, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
