package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import io.fieldcast.numerics.Ensemble;
import java.util.Arrays;
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
 * gain raised to it, but the frames count as one cycle apart. Never a matrix: see {@link MemberStencil}. Immutable.
 *
 * @see <a href="https://doi.org/10.1016/j.spasta.2020.100408">Zammit-Mangion and Wikle (2020)</a>
 */
public final class DeepIde implements Propagator {
    private final Grid grid;
    private final FlowCorrections flow;
    private final MemberStencil stencil;
    private final FlowLanes lanes;
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
        this.stencil = new MemberStencil(grid);
        this.lanes = new FlowLanes(grid, flow.bases(), corrections.side());
        this.reading = Optional.empty();
        this.fixed = Optional.empty();
    }

    private DeepIde(DeepIde like, double[] reading, Optional<double[]> fixed) {
        this.grid = like.grid;
        this.flow = like.flow;
        this.stencil = like.stencil;
        this.lanes = like.lanes;
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
        int moving = lanes.scratchSize(members)
                + stencil.laneSize(members)
                + stencil.gainSize(members)
                + stencil.scratchSize(members)
                + flow.parameters().size() * members
                + (grid.rows() + 2) * grid.columns() * members;
        return flow.size() + Math.max(flow.scratchSize(), moving);
    }

    @Override
    public void advance(Ensemble ensemble, double step, double[] scratch) {
        Advance.check(this, ensemble, step, scratch);
        int members = ensemble.members();
        int state = ensemble.block(STATE).from() * members;
        int shared = flow.size();
        if (reading.isPresent()) {
            System.arraycopy(reading.get(), 0, scratch, 0, shared);
        } else {
            flow.read(ensemble.values(), state, members, scratch, 0, shared);
        }
        int held = shared
                + lanes.scratchSize(members)
                + stencil.laneSize(members)
                + stencil.gainSize(members)
                + stencil.scratchSize(members);
        if (fixed.isPresent()) {
            double[] numbers = fixed.get();
            for (int k = 0; k < numbers.length; k++) {
                Arrays.fill(scratch, held + k * members, held + (k + 1) * members, numbers[k]);
            }
            move(ensemble.values(), state, scratch, held, members, step, scratch);
        } else {
            int learned = ensemble.block(PARAMETERS).from() * members;
            move(ensemble.values(), state, ensemble.values(), learned, members, step, scratch);
        }
    }

    /** Moves all members by the flow at the start of {@code scratch} and the corrections in {@code parameters} from {@code learned} on. */
    private void move(
            double[] values, int state, double[] parameters, int learned, int members, double step, double[] scratch) {
        int shared = flow.size();
        int lane = shared + lanes.scratchSize(members);
        int gains = lane + stencil.laneSize(members);
        int free = gains + stencil.gainSize(members);
        lanes.prepare(parameters, learned, members, step, scratch, 0, shared);
        for (int i = 0; i < stencil.gainSize(members); i++) {
            int m = i % members;
            scratch[gains + i] =
                    i < members ? Math.pow(flow.gain(parameters, learned + m, members), step) : scratch[gains + m];
        }
        int line = grid.columns() * members;
        // The later field is written where it was and drawn from its predecessor's place, or where none is kept, from a
        // copy with a row of nothing on either side.
        double[] from = values;
        int before = state + grid.size() * members;
        if (reading.isEmpty()) {
            flow.remember(values, state, members);
        } else {
            from = scratch;
            before = free + stencil.scratchSize(members) + flow.parameters().size() * members + line;
            Arrays.fill(scratch, before - line, before, 0);
            System.arraycopy(values, state, scratch, before, grid.size() * members);
            Arrays.fill(scratch, before + grid.size() * members, before + grid.size() * members + line, 0);
        }
        for (int row = 0; row < grid.rows(); row++) {
            lanes.row(row, parameters, learned, members, step, scratch, shared, lane);
            stencil.row(row, members, from, before, values, state + row * line, scratch, lane, gains, free);
        }
    }
}
