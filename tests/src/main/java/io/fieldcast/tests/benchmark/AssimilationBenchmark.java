package io.fieldcast.tests.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Time and allocation of the assimilation operator, through the door that its users take: local domains, whole fields of growing
 * size, and the global filter beside what the memory gives. In a virtual machine without any flag but its heap's size.
 */
public final class AssimilationBenchmark {
    private final int iterations;
    private final int warmups;

    private AssimilationBenchmark(int iterations, int warmups) {
        this.iterations = iterations;
        this.warmups = warmups;
    }

    /** Arguments, optional: measured iterations of a second each (5), those before to warm up (5). */
    public static void main(String[] arguments) throws RunnerException {
        int iterations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int warmups = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        System.out.println("machine " + Machine.description());
        AssimilationBenchmark benchmark = new AssimilationBenchmark(iterations, warmups);
        List<String> lines = new ArrayList<>();
        for (RunResult result : benchmark.run(benchmark.options(DomainBenchmark.class))) {
            lines.add(line(result));
        }
        Collection<RunResult> fields =
                benchmark.run(benchmark.options(FieldBenchmark.class).param("threads", "1"));
        fields.forEach(result -> lines.add(line(result)));
        lines.add(slope(fields, "ring"));
        lines.add(slope(fields, "square"));
        for (RunResult result : benchmark.run(benchmark
                .options(FieldBenchmark.class)
                .param("shape", "ring")
                .param("variables", "10000")
                .param("threads", "2"))) {
            lines.add(line(result));
        }
        for (String threads : List.of("1", "2")) {
            RunResult triad =
                    benchmark.one(benchmark.options(TriadBenchmark.class).param("threads", threads));
            RunResult global =
                    benchmark.one(benchmark.options(GlobalBenchmark.class).param("threads", threads));
            lines.add(line(triad));
            lines.add(line(global));
            lines.add(share(global, triad));
        }
        lines.forEach(System.out::println);
    }

    private ChainedOptionsBuilder options(Class<?> benchmark) {
        return new OptionsBuilder()
                .include(benchmark.getName())
                .forks(1)
                .jvmArgs("-Xmx3g")
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(1));
    }

    private Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }

    private RunResult one(ChainedOptionsBuilder options) throws RunnerException {
        return run(options).iterator().next();
    }

    private static double time(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static String line(RunResult result) {
        String name = result.getParams().getBenchmark();
        StringBuilder parameters = new StringBuilder();
        for (String key : result.getParams().getParamsKeys()) {
            parameters
                    .append(' ')
                    .append(key)
                    .append('=')
                    .append(result.getParams().getParam(key));
        }
        return String.format(
                Locale.ROOT,
                "%-26s %-42s %10.3f ± %8.3f %s %14.3f us of processor time %10.3f B",
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                parameters.toString().strip(),
                time(result),
                result.getPrimaryResult().getScoreError(),
                result.getPrimaryResult().getScoreUnit(),
                secondary(result, CpuProfiler.LABEL),
                secondary(result, "gc.alloc.rate.norm"));
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label), label)
                .getScore();
    }

    /** Least squares slope of log processor time over log size. */
    private static String slope(Collection<RunResult> results, String shape) {
        double count = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (RunResult result : results) {
            if (result.getParams().getParam("shape").equals(shape)) {
                double x = Math.log(Double.parseDouble(result.getParams().getParam("variables")));
                double y = Math.log(secondary(result, CpuProfiler.LABEL));
                count++;
                sumX += x;
                sumY += y;
                sumXx += x * x;
                sumXy += x * y;
            }
        }
        double slope = (count * sumXy - sumX * sumY) / (count * sumXx - sumX * sumX);
        return String.format(Locale.ROOT, "%s: processor time grows as (variables)^%.3f", shape, slope);
    }

    /** How the global filter compares with reading and writing the ensemble once at the triad's rate. */
    private static String share(RunResult global, RunResult triad) {
        double rate = TriadBenchmark.BYTES / time(triad);
        double needed = 2.0 * Double.BYTES * GlobalBenchmark.ROWS * GlobalBenchmark.MEMBERS / rate;
        return String.format(
                Locale.ROOT,
                "triad %.1f GB/s; reading and writing the ensemble at that rate %.1f ms; the filter takes %.2f of it",
                rate * 1e-6,
                needed,
                time(global) / needed);
    }
}
