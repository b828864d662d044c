package io.fieldcast.tests.benchmark;

import io.fieldcast.dynamics.Choices;
import io.fieldcast.dynamics.Dynamics;
import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Persistence;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.dynamics.Setting;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.List;
import java.util.Set;
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

/**
 * One step of dynamics on a square grid, with the settings that a configuration starts from but next to no damping. The network's radius is
 * a fixed number of cells, whatever the grid: what is measured is more of the same field, not a finer one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {
    static final int RADIUS = 8;

    /** Radians a cell: the field is smooth, as fields are, and what converges sooner on a smooth one may do so. */
    private static final double WAVE = 2 * Math.PI * 3 / 64;

    /** Cells that the pattern moves from one frame to the next, for dynamics that remember frames. */
    private static final double MOVED = 1.5;

    private static final double MEMBERS_APART = 0.1;

    /** Settings that say what is left after a step. */
    private static final Set<String> KEPT = Set.of("damping", "gain");

    @Param("ide")
    public String kind = "ide";

    @Param("64")
    public int side = 64;

    @Param("32")
    public int members = 32;

    /** Whether every member has parameters of its own, as in a stream that learns them. */
    @Param("true")
    public boolean own = true;

    private Propagator propagator = new Persistence(1);
    private Ensemble ensemble = Ensemble.ofState(1, 2);
    private double[] scratch = new double[0];
    private double[] start = new double[0];

    @Setup(Level.Trial)
    public void build() {
        propagator = propagator(kind, side);
        int state = propagator.stateSize();
        List<Parameter> parameters = propagator.parameters();
        ensemble = Ensemble.of(
                members,
                List.of(
                        new Block(Propagator.STATE, 0, state),
                        new Block(Propagator.PARAMETERS, state, parameters.size())));
        double[] values = ensemble.values();
        for (int row = 0; row < state; row++) {
            int layer = row / (side * side);
            double x = WAVE * (row % side + MOVED * layer);
            double y = WAVE * (row / side % side);
            for (int m = 0; m < members; m++) {
                double apart = MEMBERS_APART * Math.sin(m);
                values[row * members + m] = Math.sin(x + apart) * Math.cos(y - apart) + apart * Math.sin(2 * x + y);
            }
        }
        RandomStreams.Stream stream = new RandomStreams(1, kind).stream(0, Purpose.INITIAL_PARAMETERS);
        double[] draws = new double[members];
        for (int p = 0; p < parameters.size(); p++) {
            stream.fillGaussian((long) p * members, draws, 0, members);
            for (int m = 0; m < members; m++) {
                double spread = own ? parameters.get(p).spreadFloor() * draws[m] : 0;
                values[(state + p) * members + m] = parameters.get(p).mean() + spread;
            }
        }
        scratch = new double[propagator.scratchSize(members)];
        start = values.clone();
    }

    /** Every step starts from the same field: one that has died away would be another problem. */
    @Setup(Level.Iteration)
    public void rewind() {
        System.arraycopy(start, 0, ensemble.values(), 0, start.length);
    }

    @Benchmark
    public Ensemble step() {
        propagator.advance(ensemble, 1, scratch);
        return ensemble;
    }

    static Propagator propagator(String kind, int side) {
        Dynamics dynamics = Dynamics.named(kind);
        Grid grid = new Grid(side, side, 0, 0, 1);
        Choices choices = Choices.defaults(dynamics.settings());
        // A field that dies away ends in numbers so small that the processor slows down.
        for (Setting setting : dynamics.settings()) {
            if (KEPT.contains(setting.key())) {
                choices = choices.with(setting.key(), setting.most());
            }
        }
        return dynamics.build(grid, RADIUS, choices);
    }
}
