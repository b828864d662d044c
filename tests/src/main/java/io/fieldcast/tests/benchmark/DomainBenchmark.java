package io.fieldcast.tests.benchmark;

import io.fieldcast.assimilation.FilterSpec;
import io.fieldcast.numerics.Ensemble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One local domain with one variable that sees p observations: the analysis of a ring of such domains over their number. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DomainBenchmark {
    private static final int DOMAINS = 4096;

    /** Members and observations of a domain. */
    @Param({"N32 p20", "N64 p20", "N20 p20", "N20 p39"})
    public String size = "N32 p20";

    /** The filter, as its record is called. */
    @Param({"LocalSerial", "Letkf"})
    public String filter = "LocalSerial";

    private AnalysisScene scene = AnalysisScene.ring(2, 2, 0, new FilterSpec.Etkf(), 1);

    /** Observations that are even in number lie between the places. */
    @Setup(Level.Trial)
    public void build() {
        int members = Integer.parseInt(size.substring(1, 3));
        int observations = Integer.parseInt(size.substring(5));
        double halfSupport = 0.25 * observations + 0.1;
        FilterSpec spec =
                filter.equals("Letkf") ? new FilterSpec.Letkf(halfSupport) : new FilterSpec.LocalSerial(halfSupport);
        scene = AnalysisScene.ring(DOMAINS, members, observations % 2 == 0 ? 0.5 : 0, spec, 1);
    }

    @Benchmark
    @OperationsPerInvocation(DOMAINS)
    public Ensemble domain() {
        return scene.analyse();
    }
}
