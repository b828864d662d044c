package io.fieldcast.verification.twin;

import java.util.List;
import java.util.stream.LongStream;

/**
 * One row of a case's table: a method at given settings, and what it should reach. Immutable.
 *
 * @param method name and settings, as in the table
 * @param source paper that the settings repeat
 * @param cycles windows of the full run
 * @param seeds runs over which the full run's figures are averaged
 * @param targets what is asked for, the first one for what the method is known by
 */
public record TwinRow(String method, String source, int cycles, int seeds, List<Target> targets, Run run) {
    public TwinRow {
        targets = List.copyOf(targets);
    }

    /** The settings as something that runs. */
    @FunctionalInterface
    public interface Run {
        TwinScores of(int cycles, long seed);
    }

    /** One run; a function of its arguments, times apart. */
    public TwinScores run(int runCycles, long seed) {
        return run.of(runCycles, seed);
    }

    /** Runs for each of the seeds 1, 2, …. */
    public TwinResult runAll(int runCycles, int runSeeds) {
        return new TwinResult(
                this,
                runCycles,
                LongStream.rangeClosed(1, runSeeds)
                        .mapToObj(seed -> run(runCycles, seed))
                        .toList());
    }
}
