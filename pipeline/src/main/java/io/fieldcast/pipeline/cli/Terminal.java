package io.fieldcast.pipeline.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where commands write. */
final class Terminal {
    private Terminal() {}

    /** @param spec what picocli filled in before it called the command */
    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec, "commands are called by picocli")
                .commandLine()
                .getOut();
    }
}
