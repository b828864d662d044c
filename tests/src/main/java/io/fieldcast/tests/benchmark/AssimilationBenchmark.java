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
 * Time and allocation of the assimilation operator beside what is asked of it, through the door that its users take: local domains,
 * whole fields of growing size, and the global filter beside what the memory gives. In a virtual machine without any flag but its
 * heap's size. What is asked is processor time on one core, wall time on two.
 */
public final class AssimilationBenchmark {
    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-44s %9s %12s %12s %10s  %-10s %10s %10s",
            "",
            "asked",
            "processor",
            "wall",
            "+-",
            "unit",
            "B/analysis",
            "B/op JMH");

    private final List<String> lines = new ArrayList<>();

    private AssimilationBenchmark() {}

    /** Takes about six minutes on an idle machine by its iterations, more under load. */
    public static void main(String[] arguments) throws RunnerException {
        String started = Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", load " + load();
        AssimilationBenchmark benchmark = new AssimilationBenchmark();
        benchmark.domains();
        benchmark.fields();
        benchmark.global();
        System.out.println();
        System.out.println(Machine.description());
        System.out.println("JMH, one fork, 5 iterations of 2 s to warm up, 5 of 1 s measured; " + started + " to "
                + load() + " at the end");
        System.out.println("B/op JMH counts JMH's own bytes too, as the triad shows, which allocates nothing");
        System.out.println(HEADER);
        benchmark.lines.forEach(System.out::println);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void domains() throws RunnerException {
        String[][] cases = {
            {"N32 p20", "LocalSerial", "<= 3.0"},
            {"N64 p20", "LocalSerial", "<= 5.5"},
            {"N20 p39", "LocalSerial", "<= 6"},
            {"N32 p20", "Letkf", "-"}
        };
        for (String[] each : cases) {
            RunResult result = run(DomainBenchmark.class, "size", each[0], "filter", each[1]);
            row("domain " + each[0] + " " + each[1], each[2], "us", 1, result);
        }
    }

    private void fields() throws RunnerException {
        double[] sizes = {1_000, 10_000, 100_000, 1_000_000};
        double[] times = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            RunResult result = run(FieldBenchmark.class, "variables", "" + (int) sizes[i], "threads", "1");
            times[i] = processorTime(result);
            row("case B m = " + (int) sizes[i], sizes[i] == 10_000 ? "<= 70" : "-", "ms", 1e-3, result);
        }
        lines.add(String.format(
                Locale.ROOT, "%-44s %9s %12.3f", "log-log slope over m", "<= 1.05", Slopes.logLog(sizes, times)));
        RunResult two = run(FieldBenchmark.class, "variables", "10000", "threads", "2");
        row("case B m = 10000, 2 threads, wall", "<= 40", "ms", 1e-3, two);
        for (String rotated : List.of("false", "true")) {
            RunResult result = run(WholeBenchmark.class, "rotated", rotated);
            row("case B m = 10000, inflated, rotated " + rotated, "-", "ms", 1e-3, result);
        }
    }

    private void global() throws RunnerException {
        for (String threads : List.of("1", "2")) {
            RunResult triad = run(TriadBenchmark.class, "threads", threads);
            RunResult result = run(GlobalBenchmark.class, "threads", threads);
            row("triad, threads " + threads, "-", "ms", 1e-3, triad);
            row("global ETKF n = 1e6 N32 p1000, threads " + threads, "-", "ms", 1e-3, result);
            double ensembles = 2.0 * Double.BYTES * GlobalBenchmark.ROWS * GlobalBenchmark.MEMBERS;
            double processor = processorTime(result) / (processorTime(triad) * ensembles / TriadBenchmark.BYTES);
            double wall = wallTime(result) / (wallTime(triad) * ensembles / TriadBenchmark.BYTES);
            String asked = threads.equals("1") ? "<= 3" : "-";
            lines.add(String.format(
                    Locale.ROOT,
                    "%-44s %9s %12.2f %12.2f",
                    "  over what the triad's rate needs",
                    asked,
                    processor,
                    wall));
        }
    }

    /** @param parameters names and values in turn */
    private static RunResult run(Class<?> benchmark, String... parameters) throws RunnerException {
        var options = new OptionsBuilder()
                .include(benchmark.getName())
                .forks(1)
                .jvmArgs("-Xmx3g")
                .addProfiler(GCProfiler.class)
                .addProfiler(AnalysisProfiler.class)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(2))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1));
        for (int i = 0; i < parameters.length; i += 2) {
            options.param(parameters[i], parameters[i + 1]);
        }
        return new Runner(options.build()).runSingle();
    }

    /** @param scale from microseconds to the row's unit */
    private void row(String name, String asked, String unit, double scale, RunResult result) {
        lines.add(String.format(
                Locale.ROOT,
                "%-44s %9s %12.3f %12.3f %10.3f  %-10s %10.0f %10.0f",
                name,
                asked,
                scale * processorTime(result),
                wallTime(result) * scale,
                result.getPrimaryResult().getScoreError() * microseconds(result) * scale,
                unit,
                secondary(result, AnalysisProfiler.ALLOCATED),
                secondary(result, "gc.alloc.rate.norm")));
    }

    private static double processorTime(RunResult result) {
        return secondary(result, AnalysisProfiler.PROCESSOR_TIME);
    }

    /** In microseconds. */
    private static double wallTime(RunResult result) {
        return result.getPrimaryResult().getScore() * microseconds(result);
    }

    private static double microseconds(RunResult result) {
        return result.getPrimaryResult().getScoreUnit().startsWith("ms") ? 1000 : 1;
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label), label)
                .getScore();
    }
}
