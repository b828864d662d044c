package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Cholesky;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The deep integro-difference equation that keeps its energy: the network's offsets become the stream function whose flow is nearest to
 * them, in least squares over the cells, and {@link SkewTransport} carries the field by it. What of the network's flow has divergence, or
 * crosses a wall, is left out. The diffusion is the mean of the network's beyond the floor that a sampled kernel needs and this scheme
 * does not. Every member corrects flow, diffusion and gain by its parameters as those of a {@link DeepIde} do, and members are coupled in
 * the same way. The energy is half the sum of squares of the field, not of its predecessors; it never rises, whatever the network
 * says. Immutable.
 *
 * @see <a href="https://doi.org/10.1016/j.spasta.2020.100408">Zammit-Mangion and Wikle (2020)</a>
 */
public final class DeepConservingIde implements Propagator {
    /** Added to the normal equations in units of their mean diagonal: near walls some coefficients hardly show. */
    private static final double RIDGE = 1e-6;

    /** Cells that the fastest flow of the network crosses in a part of a step. */
    private static final double CELLS_PER_PART = 0.5;

    private final Grid grid;
    private final FlowCorrections flow;
    private final CoarseBases bases;
    private final StreamFunction stream;
    private final SkewTransport transport;
    /** Stream coefficients, a row each, of the offsets at the centres; lengths in cells. */
    private final double[] projection;

    private final int coefficients;
    private final double partsPerStep;
    private final Energy energy;

    /**
     * @param model of kind {@link FlowNetwork#KIND}
     * @param corrections what members may correct; their gain stays below 1
     */
    public DeepConservingIde(Grid grid, Edge edge, TrainedModel model, DeepIde.Corrections corrections) {
        this.grid = grid;
        this.flow =
                new FlowCorrections(grid, model, corrections.gain(), false, corrections.offset(), corrections.side());
        this.bases = flow.bases();
        Differences differences = Differences.fourthOrder(grid, edge);
        this.stream = new StreamFunction(
                grid, edge, differences, bases.columns(), bases.rows(), model.number(FlowNetwork.RANGE));
        this.transport = new SkewTransport(grid, edge, differences);
        this.coefficients = stream.parameters().size();
        this.projection = projection();
        this.partsPerStep = model.number(FlowNetwork.RANGE) / CELLS_PER_PART;
        this.energy = Energy.ofFirst(grid.size());
    }

    /** Solves for the stream coefficients of each unit offset. */
    private double[] projection() {
        int cells = grid.size();
        int offsets = 2 * bases.size();
        double[] flows = flows();
        double[] normal = new double[coefficients * coefficients];
        double[] right = new double[coefficients * offsets];
        double[] field = new double[cells];
        double[] unit = new double[bases.size()];
        double trace = 0;
        for (int i = 0; i < coefficients; i++) {
            for (int j = 0; j < coefficients; j++) {
                normal[i * coefficients + j] = DenseKernels.dot(flows, i * 2 * cells, flows, j * 2 * cells, 2 * cells);
            }
            trace += normal[i * coefficients + i];
        }
        for (int i = 0; i < coefficients; i++) {
            normal[i * coefficients + i] += RIDGE * trace / coefficients;
        }
        double[] line = new double[bases.scratchSize()];
        for (int k = 0; k < bases.size(); k++) {
            Arrays.fill(unit, 0);
            unit[k] = 1;
            bases.lift(unit, 0, field, 0, 1, line, 0);
            for (int i = 0; i < coefficients; i++) {
                // what is drawn from an offset flows the other way
                right[i * offsets + k] = -DenseKernels.dot(flows, i * 2 * cells, field, 0, cells);
                right[i * offsets + bases.size() + k] =
                        -DenseKernels.dot(flows, i * 2 * cells + cells, field, 0, cells);
            }
        }
        Cholesky factor = new Cholesky(coefficients);
        Check.that(factor.factor(normal), "the stream function's bases are not independent");
        factor.solve(offsets, right);
        return right;
    }

    /** For each coefficient the flow along x, then along y, in cells a step. */
    private double[] flows() {
        int cells = grid.size();
        double[] all = new double[coefficients * 2 * cells];
        double[] work = new double[2 * cells + stream.scratchSize(1)];
        for (int i = 0; i < coefficients; i++) {
            Arrays.fill(work, 0);
            work[2 * cells + i] = 1;
            stream.flow(work, 0, cells, 2 * cells, 1, 1);
            System.arraycopy(work, 0, all, i * 2 * cells, 2 * cells);
        }
        return all;
    }

    @Override
    public int stateSize() {
        return flow.stateSize();
    }

    @Override
    public List<Layer> layers() {
        return FlowCorrections.layers();
    }

    @Override
    public List<Parameter> parameters() {
        return flow.parameters();
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(new Claim.DissipatesEnergy());
    }

    @Override
    public Energy energy() {
        return energy;
    }

    @Override
    public boolean coupled() {
        return true;
    }

    @Override
    public int scratchSize(int members) {
        int moving = 2 * grid.size() * members
                + members
                + Math.max(stream.scratchSize(members), transport.scratchSize(members));
        return 2 * flow.size() + Math.max(flow.scratchSize(), moving);
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        double[] values = ensemble.values();
        int state = ensemble.block(STATE).from() * members;
        int learned = ensemble.block(PARAMETERS).from() * members;
        int u = 2 * flow.size();
        int v = u + grid.size() * members;
        int number = v + grid.size() * members;
        int free = number + members;
        flow.read(values, state, members, scratch, 0, u);
        flow.remember(values, state, members);
        int parts = (int) Math.max(1, Math.ceil(step * partsPerStep - 1e-9));
        double part = step / parts;
        for (int m = 0; m < members; m++) {
            flow.correct(values, learned + m, members, scratch, 0, flow.size());
            for (int i = 0; i < coefficients; i++) {
                scratch[free + i * members + m] =
                        DenseKernels.dot(projection, i * 2 * bases.size(), scratch, flow.size(), 2 * bases.size());
            }
            scratch[number + m] = part * diffusion(scratch);
        }
        // the flow comes in cells a step: no spacing in it, nor in the diffusion
        stream.flow(scratch, u, v, free, members, part / 4);
        transport.advance(values, state, scratch, u, v, number, free, members, parts, true);
        for (int m = 0; m < members; m++) {
            double gain = Math.pow(flow.gain(values, learned + m, members), step);
            for (int cell = 0, at = state + m; cell < grid.size(); cell++, at += members) {
                values[at] *= gain;
            }
        }
    }

    /** Mean of a member's diffusion beyond the floor, cells squared a step. */
    private double diffusion(double[] scratch) {
        double mean = DenseKernels.sum(scratch, flow.size() + 2 * bases.size(), bases.size()) / bases.size();
        return Math.max(0, mean - FlowNetwork.FLOOR);
    }
}
