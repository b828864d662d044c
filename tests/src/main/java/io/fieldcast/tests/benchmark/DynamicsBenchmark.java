package io.fieldcast.tests.benchmark;

import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.hamiltonian.HamiltonianField;
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
 * Time of one step of the dynamics for each member, beside what the memory's rate allows, and how it grows with the number of cells. One
 * thread; processor time.
 *
 * <p>The limit is that of one <em>pass</em>: what has to be read and written once, at the rate of STREAM's triad in the same run, which
 * counts 24 bytes for two reads and a write. A leapfrog takes many passes a step, one for each of its substeps, since a wave must not
 * overtake the grid; the others count as one pass, whatever they do inside. Two limits are printed: that of the state alone, every
 * layer of it read and written once (field and momentum; of the deep equation the three frames that it reads and remembers), and that of
 * everything which differs from cell to cell and member to member, with the wave speeds on two faces of each cell. Weights of a stencil are
 * made where they are used and count for nothing. A grid of 64 × 64 and 32 members lies in the nearer caches, which the triad does not, so
 * that the limit flatters there.
 */
public final class DynamicsBenchmark {
    private static final int MEMBERS = 32;

    /** A million cells of many members would not fit everywhere. */
    private static final int FEW_MEMBERS = 8;

    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-24s %8s %15s %7s %12s %12s %7s %12s %7s %7s %8s",
            "dynamics",
            "cells",
            "us/member,step",
            "passes",
            "us a pass",
            "state us",
            "ratio",
            "all us",
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
                ? List.of("ide", "deep-ide", "conserving-ide", "hamiltonian-field")
                : List.of(arguments);
        benchmark.triad();
        for (String kind : kinds) {
            for (int side : new int[] {64, 256}) {
                benchmark.row(kind, side);
            }
        }
        for (String kind : kinds) {
            benchmark.growth(kind);
        }
        System.out.println();
        System.out.println(Machine.description());
        System.out.println(
                "JMH, one fork, 3 iterations of 1 s to warm up, 5 of 1 s measured (growth: 2 and 3); " + MEMBERS
                        + " members (growth: " + FEW_MEMBERS
                        + "), each with parameters of its own; one cycle step; the network's radius is "
                        + StepBenchmark.RADIUS + " cells; " + started + " to " + load() + " at the end");
        benchmark.lines.forEach(System.out::println);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void triad() throws RunnerException {
        RunResult triad = run(TriadBenchmark.class, 3, 5, "threads", "1");
        bytesPerMicrosecond = TriadBenchmark.BYTES / processorTime(triad);
        lines.add(String.format(Locale.ROOT, "STREAM triad: %.1f GB/s", bytesPerMicrosecond * 1e-3));
        lines.add(HEADER);
    }

    private void row(String kind, int side) throws RunnerException {
        RunResult result = run(StepBenchmark.class, 3, 5, "kind", kind, "side", "" + side, "members", "" + MEMBERS);
        Propagator propagator = StepBenchmark.propagator(kind, side);
        boolean waves = propagator instanceof HamiltonianField;
        int passes = propagator instanceof HamiltonianField field ? field.substeps(1) : 1;
        double time = processorTime(result) / MEMBERS;
        double pass = time / passes;
        double cells = (double) side * side * Double.BYTES / bytesPerMicrosecond;
        double state = 2 * cells * propagator.layers().size();
        double all = state + (waves ? 2 * cells : 0);
        lines.add(String.format(
                Locale.ROOT,
                "%-24s %8d %15.2f %7d %12.2f %12.2f %7.2f %12.2f %7.2f %7s %8.0f",
                kind,
                side * side,
                time,
                passes,
                pass,
                state,
                pass / state,
                all,
                pass / all,
                waves || kind.equals("deep-ide") ? "<= 3" : "-",
                secondary(result, "gc.alloc.rate.norm")));
    }

    private void growth(String kind) throws RunnerException {
        int[] sides = {100, 316, 1000};
        double[] cells = new double[sides.length];
        double[] times = new double[sides.length];
        StringBuilder each = new StringBuilder();
        for (int i = 0; i < sides.length; i++) {
            cells[i] = (double) sides[i] * sides[i];
            String members = "" + FEW_MEMBERS;
            times[i] = processorTime(
                    run(StepBenchmark.class, 2, 3, "kind", kind, "side", "" + sides[i], "members", members));
            each.append(String.format(Locale.ROOT, " %.1f", times[i] * 1e3 / cells[i] / FEW_MEMBERS));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%-24s slope of log time over log cells, 1e4 to 1e6: %.3f, asked <= 1.05; ns a cell and member:%s",
                kind,
                Slopes.logLog(cells, times),
                each));
    }

    /** @param parameters names and values in turn */
    private static RunResult run(Class<?> benchmark, int warmup, int measured, String... parameters)
            throws RunnerException {
        var options = new OptionsBuilder()
                .include(benchmark.getName())
                .forks(1)
                .jvmArgs("-Xmx6g")
                .addProfiler(GCProfiler.class)
                .addProfiler(AnalysisProfiler.class)
                .warmupIterations(warmup)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(measured)
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
