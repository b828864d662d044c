package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.Ensemble;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Integro-difference equation whose kernel a network reads off the latest three frames:
 * {@code K_ij ∝ exp(−|s_j − s_i − w_i|² / 4D_i)}, rows normalised over the cells inside, times a gain. Offset w and diffusion D are
 * fields on coarse normalised Gaussian bases. Every member carries corrections to them as its parameters, which a filter learns
 * online: {@code w = amplitude · w_network + δ(s)} with δ on still coarser bases, {@code D = factor · D_network}, and the gain.
 *
 * <p>The state is the field and its two predecessors, so that an analysis corrects all three frames that the network sees. The network
 * runs once a step, on the <em>mean</em> of the finite members: a flow is read off a mean far better than off one member's noise, and at a
 * fraction of the cost. Hence members do not move alone ({@link #coupled}): permuting them changes rounding only, and a broken member is
 * as if it were not there. The step is therefore not linear in the ensemble, though each member is moved by a linear map.
 *
 * <p>Who has the frames at hand may instead have the flow {@link #readOff} them once: then the field alone is the state, members move each
 * by itself and linearly, and the flow stands still however far a forecast goes.
 *
 * <p>Steps: the network speaks of steps of length 1 between its frames; for another length offset and diffusion are scaled by it and the
 * gain raised to it, but the frames count as one cycle apart. Never a matrix: see {@link GridQuadrature}. Immutable.
 *
 * @see <a href="https://doi.org/10.1016/j.spasta.2020.100408">Zammit-Mangion and Wikle (2020)</a>
 */
public final class DeepIde implements Propagator {
    private final Grid grid;
    private final FlowCorrections flow;
    private final CoarseBases bases;
    private final GridQuadrature quadrature;
    /** What the network said once and for all; empty where it reads the members before every step. */
    private final Optional<double[]> reading;
    /** Unconstrained parameters that are not learned; empty where they are. */
    private final Optional<double[]> fixed;

    /**
     * @param model of kind {@link FlowNetwork#KIND}
     * @param corrections what members may correct
     */
    public DeepIde(Grid grid, TrainedModel model, Corrections corrections) {
        this.grid = grid;
        this.flow =
                new FlowCorrections(grid, model, corrections.gain(), true, corrections.offset(), corrections.side());
        this.bases = flow.bases();
        this.quadrature = new GridQuadrature(grid, IdeKernel.Rows.NORMALISED);
        this.reading = Optional.empty();
        this.fixed = Optional.empty();
    }

    private DeepIde(DeepIde like, double[] reading, Optional<double[]> fixed) {
        this.grid = like.grid;
        this.flow = like.flow;
        this.bases = like.bases;
        this.quadrature = like.quadrature;
        this.reading = Optional.of(reading);
        this.fixed = fixed;
    }

    /**
     * What a filter may correct.
     *
     * @param gain first guess of what is left of the field after a step, inside 0..1.05
     * @param offset prior standard deviation of the offset's correction, cells a step, above 0
     * @param side bases of that correction along each side, at least 1; 1 is a correction that is the same everywhere
     */
    public record Corrections(double gain, double offset, int side) {}

    /**
     * The same equation with the flow that the network reads off three frames.
     *
     * @param frames three fields, the latest first; left as they were
     */
    public DeepIde readOff(double[] frames) {
        Check.length("frames", frames, flow.stateSize());
        double[] read = new double[flow.size()];
        double[] scratch = new double[flow.size() + flow.scratchSize()];
        flow.read(frames, 0, 1, scratch, 0, flow.size());
        System.arraycopy(scratch, 0, read, 0, read.length);
        return new DeepIde(this, read, fixed);
    }

    /**
     * What was {@link #readOff} frames, with nothing left to learn.
     *
     * @param unconstrained one number for each of {@link #parameters}; copied
     */
    public DeepIde fixedAt(double[] unconstrained) {
        Check.length("unconstrained", unconstrained, flow.parameters().size());
        return new DeepIde(this, reading.orElseThrow(), Optional.of(unconstrained.clone()));
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
        return fixed.isPresent() ? List.of() : flow.parameters();
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
        int moving = flow.size() + numbers() + (members + 2) * grid.size() + quadrature.scratchSize(members);
        return flow.size() + Math.max(flow.scratchSize(), moving);
    }

    private int numbers() {
        return KernelNumbers.PER_POINT * grid.size() + bases.scratchSize();
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        double[] values = ensemble.values();
        int state = ensemble.block(STATE).from() * members;
        int later = 2 * flow.size() + numbers();
        if (reading.isPresent()) {
            System.arraycopy(reading.get(), 0, scratch, 0, flow.size());
        } else {
            flow.read(values, state, members, scratch, 0, flow.size());
        }
        if (fixed.isPresent()) {
            write(fixed.get(), 0, 1, step, scratch);
            moveAll(values, state, members, scratch, later);
        } else {
            int learned = ensemble.block(PARAMETERS).from() * members;
            if (Parameter.shared(values, learned, flow.parameters().size(), members)) {
                write(values, learned, members, step, scratch);
                moveAll(values, state, members, scratch, later);
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
    private void moveAll(double[] values, int state, int members, double[] scratch, int later) {
        int work = later + grid.size() * members;
        quadrature.apply(scratch, 2 * flow.size(), false, members, values, state, scratch, later, scratch, work);
    }

    /** Moves one member after the other, whose stencils differ, into {@code scratch} from {@code later} on. */
    private void moveEach(
            double[] values, int state, int learned, int members, double step, double[] scratch, int later) {
        int size = grid.size();
        int columns = later + size * members;
        int moved = columns + size * members;
        int work = moved + size;
        DenseKernels.transpose(size, members, values, state, scratch, columns);
        for (int m = 0; m < members; m++) {
            int column = columns + m * size;
            write(values, learned + m, members, step, scratch);
            quadrature.apply(scratch, 2 * flow.size(), false, 1, scratch, column, scratch, moved, scratch, work);
            System.arraycopy(scratch, moved, scratch, column, size);
        }
        DenseKernels.transpose(members, size, scratch, columns, scratch, later);
    }

    /** Writes the kernel's numbers in every cell for the parameters at {@code at + row · stride}. */
    private void write(double[] values, int at, int stride, double step, double[] scratch) {
        int own = flow.size();
        int numbers = 2 * flow.size();
        int line = numbers + KernelNumbers.PER_POINT * grid.size();
        flow.correct(values, at, stride, scratch, 0, own);
        double cell = step * grid.spacing();
        for (int i = 0; i < flow.size(); i++) {
            scratch[own + i] *= i < 2 * bases.size() ? cell : 4 * cell * grid.spacing();
        }
        bases.lift(scratch, own, scratch, numbers + 2, KernelNumbers.PER_POINT, scratch, line);
        bases.lift(scratch, own + bases.size(), scratch, numbers + 3, KernelNumbers.PER_POINT, scratch, line);
        bases.lift(scratch, own + 2 * bases.size(), scratch, numbers + 1, KernelNumbers.PER_POINT, scratch, line);
        double gain = Math.pow(flow.gain(values, at, stride), step);
        for (int i = 0; i < grid.size(); i++) {
            scratch[numbers + KernelNumbers.PER_POINT * i] = gain;
        }
    }
}
