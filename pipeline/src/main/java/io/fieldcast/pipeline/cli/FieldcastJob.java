package io.fieldcast.pipeline.cli;

import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/**
 * The command {@code run} as a program that a Flink cluster runs itself: in application mode, by {@code flink run}, by the
 * Kubernetes operator. The cluster says where the job runs, and its process outlives this program.
 */
public final class FieldcastJob {
    private FieldcastJob() {}

    /**
     * Submits the job.
     *
     * @param arguments those of {@code run}, at least {@code -c FIELD.yaml}
     * @throws IllegalStateException if the command fails; what is wrong stands in the output above it
     */
    public static void main(String[] arguments) {
        int code = Fieldcast.execute(
                Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new));
        if (code != ExitCode.OK) {
            throw new IllegalStateException("fieldcast run ended with " + code);
        }
    }
}
