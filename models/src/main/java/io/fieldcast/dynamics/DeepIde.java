package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Integro-difference equation whose kernel a network reads off the latest three frames:
 * {@code K_ij ∝ exp(−|s_j − s_i − w_i|² / 4D_i)}, rows normalised over the cells inside, times a gain. Offset w and diffusion D are
 * fields on coarse normalised Gaussian bases. Both are corrected: {@code w = amplitude · w_network + δ(s)} with δ on still coarser bases,
 * {@code D = factor · D_network}, and the gain. The corrections are either fitted before each step to how the flow carries the three
 * frames into each other, the same for all members; or every member carries its own as its parameters, which a filter learns online.
 *
 * <p>The state is the field and its two predecessors, so that an analysis corrects all three frames that the network sees. The network
 * runs once a step, on the <em>mean</em> of the finite members: a flow is read off a mean far better than off one member's noise, and at a
 * fraction of the cost. Hence members do not move alone ({@link #coupled}): permuting them changes rounding only, and a broken member is
 * as if it were not there. The step is therefore not linear in the ensemble, though each member is moved by a linear map.
 *
 * <p>Who has the frames at hand may instead have the flow {@link #readOff} them once: then the field alone is the state, members move each
 * by itself and linearly, and the flow with its fit stands still however far a forecast goes.
 *
 * <p>Steps: the network speaks of steps of length 1 between its frames; for another length offset and diffusion are scaled by it and the
 * gain raised to it, but the frames count as one cycle apart. Never a matrix: see {@link GridQuadrature}. Immutable.
 *
 * @see <a href="https://doi.org/10.1016/j.spasta.2020.100408">Zammit-Mangion and Wikle (2020)</a>
 */
public final class DeepIde implements Propagator {
    private final Grid grid;
    private final FlowCorrections flow;
    private final FlowKernel kernel;
    private final GridQuadrature quadrature;
    /** Finds the corrections before each step; empty where they are parameters. */
    private final Optional<FlowFit> fit;
    /** What {@link #read} left once and for all; empty where the members are read before every step. */
    private final Optional<double[]> reading;

    /**
     * With corrections that are each member's own.
     *
     * @param model of kind {@link FlowNetwork#KIND}
     * @param corrections what is corrected of what the network says
     */
    public DeepIde(Grid grid, TrainedModel model, Corrections corrections) {
        this.grid = grid;
        this.flow =
                new FlowCorrections(grid, model, corrections.gain(), true, corrections.offset(), corrections.side());
        this.kernel = new FlowKernel(grid, flow);
        this.quadrature = new GridQuadrature(grid, IdeKernel.Rows.NORMALISED);
        this.fit = Optional.empty();
        this.reading = Optional.empty();
    }

    private DeepIde(DeepIde like, Optional<FlowFit> fit, Optional<double[]> reading) {
        this.grid = like.grid;
        this.flow = like.flow;
        this.kernel = like.kernel;
        this.quadrature = like.quadrature;
        this.fit = fit;
        this.reading = reading;
    }

    /** The same equation with corrections that are fitted to the three frames before each step, and none that are learned. */
    public DeepIde fitted() {
        return new DeepIde(this, Optional.of(new FlowFit(grid, flow, kernel, quadrature)), Optional.empty());
    }

    /**
     * What is corrected.
     *
     * @param gain first guess of what is left of the field after a step, inside 0..1.05
     * @param offset prior standard deviation of the offset's correction, cells a step, above 0
     * @param side bases of that correction along each side, at least 1; 1 is a correction that is the same everywhere
     */
    public record Corrections(double gain, double offset, int side) {}

    /**
     * The same equation with the flow that is read off three frames, and the corrections, if they are fitted.
     *
     * @param frames three fields, the latest first; left as they were
     */
    public DeepIde readOff(double[] frames) {
        Check.length("frames", frames, flow.stateSize());
        double[] scratch = new double[readingSize() + readingScratch()];
        read(frames, 0, 1, scratch);
        return new DeepIde(this, fit, Optional.of(Arrays.copyOf(scratch, readingSize())));
    }

    @Override
    public int stateSize() {
        return reading.isPresent() ? grid.size() : flow.stateSize();
    }

    @Override
    public List<Layer> layers() {
        return reading.isPresent() ? List.of(Layer.FIELD) : FlowCorrections.layers();
    }

    @Override
    public List<Parameter> parameters() {
        return fit.isPresent() ? List.of() : flow.parameters();
    }

    @Override
    public Set<Claim> claims() {
        return reading.isPresent() ? Set.of(new Claim.Linear(), new Claim.Positive()) : Set.of(new Claim.Positive());
    }

    @Override
    public boolean coupled() {
        return reading.isEmpty();
    }

    @Override
    public int scratchSize(int members) {
        int moving = kernel.size() + (2 * members + 1) * grid.size() + quadrature.scratchSize();
        return readingSize() + Math.max(readingScratch(), moving);
    }

    /** Doubles that {@link #read} leaves: what the network says, then the corrections, if they are fitted. */
    private int readingSize() {
        return flow.size() + flow.parameters().size();
    }

    private int readingScratch() {
        int fitting = fit.isPresent() ? flow.stateSize() + fit.get().scratchSize() : 0;
        return Math.max(flow.scratchSize(), fitting);
    }

    private void read(double[] values, int state, int members, double[] scratch) {
        int frames = readingSize();
        flow.read(values, state, members, scratch, 0, frames);
        if (fit.isPresent()) {
            fit.get().fit(scratch, 0, frames, flow.size(), frames + flow.stateSize());
        }
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        double[] values = ensemble.values();
        int state = ensemble.block(STATE).from() * members;
        int later = readingSize() + kernel.size();
        if (reading.isPresent()) {
            System.arraycopy(reading.get(), 0, scratch, 0, readingSize());
        } else {
            read(values, state, members, scratch);
        }
        if (fit.isPresent()) {
            moveAll(values, state, scratch, flow.size(), 1, members, step, scratch, later);
        } else {
            int learned = ensemble.block(PARAMETERS).from() * members;
            if (Parameter.shared(values, learned, flow.parameters().size(), members)) {
                moveAll(values, state, values, learned, members, members, step, scratch, later);
            } else {
                moveEach(values, state, learned, members, step, scratch, later);
            }
        }
        if (reading.isEmpty()) {
            flow.remember(values, state, members);
        }
        System.arraycopy(scratch, later, values, state, grid.size() * members);
    }

    /** Moves all members by one stencil into {@code scratch} from {@code later} on. */
    private void moveAll(
            double[] values,
            int state,
            double[] corrections,
            int at,
            int stride,
            int members,
            double step,
            double[] scratch,
            int later) {
        int work = later + grid.size() * members;
        int numbers = readingSize();
        kernel.write(corrections, at, stride, step, scratch, 0, numbers);
        quadrature.apply(scratch, numbers, false, members, values, state, scratch, later, scratch, work, Lines.NONE);
    }

    /** Moves one member after the other, whose stencils differ, into {@code scratch} from {@code later} on. */
    private void moveEach(
            double[] values, int state, int learned, int members, double step, double[] scratch, int later) {
        int size = grid.size();
        int columns = later + size * members;
        int moved = columns + size * members;
        int work = moved + size;
        int numbers = readingSize();
        DenseKernels.transpose(size, members, values, state, scratch, columns);
        for (int m = 0; m < members; m++) {
            int column = columns + m * size;
            kernel.write(values, learned + m, members, step, scratch, 0, numbers);
            quadrature.apply(scratch, numbers, false, 1, scratch, column, scratch, moved, scratch, work, Lines.NONE);
            System.arraycopy(scratch, moved, scratch, column, size);
        }
        DenseKernels.transpose(members, size, scratch, columns, scratch, later);
    }
}
