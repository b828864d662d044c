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

/** A whole analysis of m variables, all observed, by the local serial filter with 20 members. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FieldBenchmark {
    private static final int MEMBERS = 20;

    /** Localisation radius 6 on the Lorenz-96 ring, as half-support; up to 43 observations for each domain. */
    private static final double RING = 6 * 1.82;

    @Param({"1000", "10000", "100000", "1000000"})
    public int variables = 1000;

    @Param({"1", "2"})
    public int threads = 1;

    private AnalysisScene scene = AnalysisScene.ring(2, 2, 0, new FilterSpec.Etkf(), 1);

    @Setup(Level.Trial)
    public void build() {
        scene = AnalysisScene.ring(variables, MEMBERS, 0, new FilterSpec.LocalSerial(RING), threads);
    }

    @Benchmark
    public Ensemble analysis() {
        return scene.analyse();
    }
}
