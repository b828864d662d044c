package io.fieldcast.tests.benchmark;

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

/** The global ETKF of a million rows, which has to read and to write the ensemble at least once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class GlobalBenchmark {
    static final int ROWS = 1_000_000;
    static final int MEMBERS = 32;
    private static final int OBSERVATIONS = 1000;

    @Param({"1", "2"})
    public int threads = 1;

    private AnalysisScene scene = AnalysisScene.ring(2, 2, 0, new FilterSpec.Etkf(), 1);

    @Setup(Level.Trial)
    public void build() {
        scene = AnalysisScene.line(ROWS, MEMBERS, OBSERVATIONS, new FilterSpec.Etkf(), threads);
    }

    @Benchmark
    public Ensemble analysis() {
        return scene.analyse();
    }
}
