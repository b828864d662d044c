package io.fieldcast.tests.benchmark;

import io.fieldcast.assimilation.Analysis;
import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.numerics.Ensemble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Filter, inflation and rotation of 10,000 variables, with a copy of the forecast into the ensemble before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class WholeBenchmark {
    private static final int VARIABLES = 10_000;
    private static final int MEMBERS = 20;
    private static final double HALF_SUPPORT = 6 * 1.82;

    @Param({"false", "true"})
    public boolean rotated;

    private AnalysisScene scene = AnalysisScene.ring(2, 2, 0, new FilterSpec.Etkf(), 1);
    private Analysis whole = scene.wholeAnalysis(false);

    @Setup(Level.Trial)
    public void build() {
        scene = AnalysisScene.ring(VARIABLES, MEMBERS, 0, new FilterSpec.LocalSerial(HALF_SUPPORT), 1);
        whole = scene.wholeAnalysis(rotated);
    }

    @Benchmark
    public Ensemble analysis() {
        return scene.correct(whole);
    }
}
