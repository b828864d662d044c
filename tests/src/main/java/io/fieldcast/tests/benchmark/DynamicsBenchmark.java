package io.fieldcast.tests.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Time of one step of the dynamics for each member, beside what the memory's rate needs to read and write the state once, and how it
 * grows with the number of cells. One thread; processor time.
 */
public final class DynamicsBenchmark {
    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-24s %9s %16s %16s %12s %8s %10s",
            "dynamics",
            "cells",
            "us/member,step",
            "memory needs us",
            "ratio",
            "asked",
            "B/op JMH");

    private final List<String> lines = new ArrayList<>();
    private double bytesPerMicrosecond;

    private DynamicsBenchmark() {}

    /** @param arguments kinds of dynamics; those of the published table without any */
    public static void main(String[] arguments) throws RunnerException {
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", load " + load();
        DynamicsBenchmark benchmark = new DynamicsBenchmark();
        List<String> kinds = arguments.length == 0
                ? List.of("ide", "deep-ide", "conserving-ide", "hamiltonian-field", "composition")
                : List.of(arguments);
        benchmark.triad();
        for (String kind : kinds) {
            for (int side : new int[] {64, 256}) {
                benchmark.row(kind, side);
            }
            benchmark.growth(kind);
        }
        System.out.println();
        System.out.println(Machine.description());
        System.out.println("JMH, one fork, 3 iterations of 1 s to warm up, 5 of 1 s measured; " + StepBenchmark.MEMBERS
                + " members, each with parameters of its own, one cycle step with all its substeps; " + started
                + " to " + load() + " at the end");
        benchmark.lines.forEach(System.out::println);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void triad() throws RunnerException {
        RunResult triad = run(TriadBenchmark.class, "threads", "1");
        bytesPerMicrosecond = TriadBenchmark.BYTES / processorTime(triad);
        lines.add(String.format(Locale.ROOT, "STREAM triad: %.1f GB/s", bytesPerMicrosecond * 1e-3));
        lines.add(HEADER);
    }

    private void row(String kind, int side) throws RunnerException {
        RunResult result = run(StepBenchmark.class, "kind", kind, "side", "" + side);
        double time = processorTime(result) / StepBenchmark.MEMBERS;
        double bytes = 2.0 * Double.BYTES * side * side * StepBenchmark.layers(kind, side);
        double needed = bytes / bytesPerMicrosecond;
        boolean asked = kind.equals("hamiltonian-field") || kind.equals("deep-ide");
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %9d %16.3f %16.3f %12.2f %8s %10.0f",
                kind,
                side * side,
                time,
                needed,
                time / needed,
                asked ? "<= 3" : "-",
                secondary(result, "gc.alloc.rate.norm")));
    }

    private void growth(String kind) throws RunnerException {
        int[] sides = {100, 316, 1000};
        double[] cells = new double[sides.length];
        double[] times = new double[sides.length];
        for (int i = 0; i < sides.length; i++) {
            cells[i] = (double) sides[i] * sides[i];
            times[i] = processorTime(run(StepBenchmark.class, "kind", kind, "side", "" + sides[i]));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %9s %16.3f %16s %12s %8s",
                kind + " slope",
                "1e4..1e6",
                Slopes.logLog(cells, times),
                "",
                "",
                "<= 1.05"));
    }

    /** @param parameters names and values in turn */
    private static RunResult run(Class<?> benchmark, String... parameters) throws RunnerException {
        var options = new OptionsBuilder()
                .include(benchmark.getName())
                .forks(1)
                .jvmArgs("-Xmx6g")
                .addProfiler(GCProfiler.class)
                .addProfiler(AnalysisProfiler.class)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1));
        for (int i = 0; i < parameters.length; i += 2) {
            options.param(parameters[i], parameters[i + 1]);
        }
        return new Runner(options.build()).runSingle();
    }

    /** In microseconds. */
    private static double processorTime(RunResult result) {
        return secondary(result, AnalysisProfiler.PROCESSOR_TIME);
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label), label)
                .getScore();
    }
}
