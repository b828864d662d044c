package io.fieldcast.verification.twin;

import io.fieldcast.assimilation.AdaptiveInflation;
import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.Filter;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.assimilation.Inflation;
import io.fieldcast.assimilation.SpreadFloor;
import io.fieldcast.dynamics.Lorenz96;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.RungeKutta4;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.observation.ObservationOperator;
import io.fieldcast.observation.RowPlaces;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * Lorenz-96 with 40 variables, F = 8, step 0.05, every variable observed in every step with error variance 1: the settings on which
 * published filters are compared. Inflation is a factor on the standard deviation; "loc r" is a half-support of 1.82 r.
 * {@link #main} prints the whole table.
 *
 * @param expectedAnalysisRmse what independent implementations reach
 * @param expectedForecastRmse what independent implementations reach
 */
record CaseA(
        String label,
        int members,
        FilterSpec filter,
        Widening widening,
        double expectedAnalysisRmse,
        double expectedForecastRmse) {
    static final double ANALYSIS_TOLERANCE = 0.004;
    static final double FORECAST_TOLERANCE = 0.005;
    static final int BURN_IN = 400;

    private static final Widening ADAPTIVE = new Widening(AdaptiveInflation.standard(), 1);

    static final List<CaseA> ROWS = List.of(
            new CaseA("ETKF N20 1.04 rotated", 20, new FilterSpec.Etkf(), new Widening(1.04), 0.195, 0.214),
            new CaseA("ETKF N40 1.01 rotated", 40, new FilterSpec.Etkf(), new Widening(1.01), 0.174, 0.191),
            new CaseA(
                    "LETKF N7 1.04 loc 4 rotated", 7, new FilterSpec.Letkf(4 * 1.82), new Widening(1.04), 0.216, 0.237),
            new CaseA(
                    "LETKF N10 1.04 loc 6 rotated",
                    10,
                    new FilterSpec.Letkf(6 * 1.82),
                    new Widening(1.04),
                    0.199,
                    0.218),
            new CaseA(
                    "LETKF N20 1.02 loc 6 rotated",
                    20,
                    new FilterSpec.Letkf(6 * 1.82),
                    new Widening(1.02),
                    0.186,
                    0.204),
            new CaseA(
                    "serial N7 1.04 loc 4 rotated",
                    7,
                    new FilterSpec.LocalSerial(4 * 1.82),
                    new Widening(1.04),
                    0.216,
                    0.237),
            new CaseA(
                    "serial N10 1.04 loc 6 rotated",
                    10,
                    new FilterSpec.LocalSerial(6 * 1.82),
                    new Widening(1.04),
                    0.199,
                    0.218),
            new CaseA(
                    "serial N20 1.02 loc 6 rotated",
                    20,
                    new FilterSpec.LocalSerial(6 * 1.82),
                    new Widening(1.02),
                    0.186,
                    0.204),
            new CaseA("LETKF N20 adaptive loc 6 rotated", 20, new FilterSpec.Letkf(6 * 1.82), ADAPTIVE, 0.187, 0.204),
            new CaseA(
                    "serial N20 adaptive loc 6 rotated",
                    20,
                    new FilterSpec.LocalSerial(6 * 1.82),
                    ADAPTIVE,
                    0.187,
                    0.204));

    /**
     * What is done to the prior covariance, and the factor on the analysis anomalies.
     */
    private record Widening(AdaptiveInflation prior, double posterior) {
        Widening(double posterior) {
            this(AdaptiveInflation.NONE, posterior);
        }
    }

    /** Local serial filter whose inflation follows {@code rule}, not a row of the table. */
    static CaseA adaptive(AdaptiveInflation rule) {
        return new CaseA(
                rule.toString(), 20, new FilterSpec.LocalSerial(6 * 1.82), new Widening(rule, 1), 0.187, 0.204);
    }

    private static final Ring RING = new Ring(40);

    TwinScores run(int cycles, long seed) {
        double[] xs = new double[RING.size()];
        Arrays.setAll(xs, i -> i);
        ObservationOperator operator = ObservationOperator.interpolating(RING, 0, xs, new double[RING.size()]);
        Propagator dynamics = new RungeKutta4(new Lorenz96(RING.size(), 8), 0.05, 1);
        Ensemble ensemble = Ensemble.ofState(RING.size(), members);
        RowPlaces places = RowPlaces.of(RING, ensemble.blocks(), Set.of(Propagator.STATE));
        Filter built = filter.build(places, RING.distance());
        Inflation after = new Inflation.Multiplicative(widening.posterior);
        Analysis analysis = new Analysis(built, after, SpreadFloor.none(), true, ensemble);
        return new TwinExperiment(dynamics, operator, 1, cycles, BURN_IN, seed).run(analysis, widening.prior, ensemble);
    }

    /** One run for each of the seeds 1, 2, …. */
    List<TwinScores> runAll(int cycles, int seeds) {
        return LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> run(cycles, seed))
                .toList();
    }

    static double mean(List<TwinScores> scores, ToDoubleFunction<TwinScores> number) {
        return scores.stream().mapToDouble(number).average().orElseThrow();
    }

    static double deviation(List<TwinScores> scores, ToDoubleFunction<TwinScores> number) {
        double mean = mean(scores, number);
        double squares = scores.stream()
                .mapToDouble(number)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / Math.max(1, scores.size() - 1));
    }

    /** Arguments: cycles, seeds, and part of the labels of the rows to run, all by default. */
    public static void main(String[] arguments) {
        int cycles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int seeds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        String part = arguments.length > 2 ? arguments[2] : "";
        print("Lorenz-96, 40 variables, %d cycles, burn-in %d, mean ± sd over %d seeds", cycles, BURN_IN, seeds);
        print(
                "%-33s %-15s  %-5s  %-15s  %-5s  %-8s  %-6s %s",
                "method", "rmse.a", "ref", "rmse.f", "ref", "spread/a", "chi2", "CPU ms/cycle");
        for (CaseA row : ROWS.stream().filter(row -> row.label.contains(part)).toList()) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            List<TwinScores> scores = row.runAll(cycles, seeds);
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            double millis = spent / 1e6 / seeds / cycles;
            double analysis = mean(scores, TwinScores::analysisRmse);
            print(
                    "%-33s %.4f ± %.4f  %.3f  %.4f ± %.4f  %.3f  %-8.3f  %.3f  %.3f",
                    row.label,
                    analysis,
                    deviation(scores, TwinScores::analysisRmse),
                    row.expectedAnalysisRmse,
                    mean(scores, TwinScores::forecastRmse),
                    deviation(scores, TwinScores::forecastRmse),
                    row.expectedForecastRmse,
                    mean(scores, TwinScores::analysisSpread) / analysis,
                    mean(scores, TwinScores::innovationRatio),
                    millis);
        }
    }

    private static void print(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
