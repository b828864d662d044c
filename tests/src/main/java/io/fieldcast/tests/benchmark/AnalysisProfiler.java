package io.fieldcast.tests.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time for each operation, of all threads of the virtual machine together: what an analysis costs, whoever else uses the
 * machine. And the bytes that each analysis allocates, without those of JMH, which its own profiler spreads over the operations.
 */
public final class AnalysisProfiler implements InternalProfiler {
    static final String PROCESSOR_TIME = "cpu";
    static final String ALLOCATED = "allocated";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long timeBefore;
    private long allocatedBefore;
    private long analysesBefore;

    @Override
    public String getDescription() {
        return "processor time and bytes for each operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        allocatedBefore = AnalysisScene.ALLOCATED.get();
        analysesBefore = AnalysisScene.ANALYSES.get();
        timeBefore = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double spent = system.getProcessCpuTime() - timeBefore;
        double microseconds = spent * 1e-3 / result.getMetadata().getAllOps();
        long analyses = Math.max(1, AnalysisScene.ANALYSES.get() - analysesBefore);
        double bytes = (double) (AnalysisScene.ALLOCATED.get() - allocatedBefore) / analyses;
        return List.of(
                new ScalarResult(PROCESSOR_TIME, microseconds, "us/op", AggregationPolicy.AVG),
                new ScalarResult(ALLOCATED, bytes, "B/analysis", AggregationPolicy.AVG));
    }
}
