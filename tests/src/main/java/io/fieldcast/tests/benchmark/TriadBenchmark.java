package io.fieldcast.tests.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the memory gives: {@code a = b + s c} over arrays far larger than any cache.
 *
 * @see <a href="https://www.cs.virginia.edu/stream/">McCalpin, STREAM</a>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TriadBenchmark {
    private static final int LENGTH = 16_000_000;

    /** Bytes that a pass reads and writes, as STREAM counts them. */
    static final double BYTES = 3.0 * Double.BYTES * LENGTH;

    @Param({"1", "2"})
    public int threads = 1;

    private double[] a = new double[0];
    private double[] b = new double[0];
    private double[] c = new double[0];

    @Setup(Level.Trial)
    public void build() {
        a = new double[LENGTH];
        b = new double[LENGTH];
        c = new double[LENGTH];
        Arrays.fill(b, 1);
        Arrays.fill(c, 2);
    }

    @Benchmark
    public double[] triad() {
        if (threads == 1) {
            part(0, LENGTH);
        } else {
            IntStream.range(0, threads)
                    .parallel()
                    .forEach(i -> part((int) ((long) LENGTH * i / threads), (int) ((long) LENGTH * (i + 1) / threads)));
        }
        return a;
    }

    private void part(int from, int to) {
        for (int i = from; i < to; i++) {
            a[i] = b[i] + 3 * c[i];
        }
    }
}
