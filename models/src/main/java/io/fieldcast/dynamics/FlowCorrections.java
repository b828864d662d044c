package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * The flow that a {@link FlowNetwork} reads off the mean of the members, and what each member makes of it by its own parameters: the
 * offset {@code amplitude · w + δ(s)} with δ on still coarser bases, the diffusion times a factor, and the gain. Immutable.
 */
final class FlowCorrections {
    static final int GAIN = 0;
    static final int AMPLITUDE = 1;
    static final int DIFFUSION = 2;
    /** The first of the modes of δ along x; those along y follow. */
    static final int OFFSETS = 3;

    private static final double LARGEST_GAIN = 1.05;

    /** Spread floor of δ as a share of its prior's deviation. */
    private static final double FLOOR_SHARE = 0.1;

    private static final ParameterTransform AROUND_ONE = new ParameterTransform.Range(0, 2);
    private static final ParameterTransform FACTOR = new ParameterTransform.Range(0, 6);

    private final Grid grid;
    private final FlowNetwork network;
    private final CoarseBases bases;
    private final int modes;
    private final double[] modeShares;
    private final ParameterTransform share;
    private final List<Parameter> parameters;

    /**
     * @param gain first guess of what is left of the field after a step
     * @param growing whether the gain may exceed 1
     * @param offset prior standard deviation of δ, cells a step, above 0
     * @param side bases of δ along each side, at least 1
     */
    FlowCorrections(Grid grid, TrainedModel model, double gain, boolean growing, double offset, int side) {
        double largest = growing ? LARGEST_GAIN : 1;
        Check.that(gain > 0 && gain < largest, "gain must lie inside 0..%s, got %s", largest, gain);
        Check.that(offset > 0, "correction must be above 0, got %s", offset);
        Check.that(side >= 1, "modes must be at least 1, got %d", side);
        this.grid = grid;
        this.network = new FlowNetwork(grid, model);
        this.bases = network.bases();
        this.modes = side * side;
        this.modeShares = new double[bases.size() * modes];
        CoarseBases coarser = bases.over(side, side);
        for (int k = 0; k < bases.size(); k++) {
            for (int mode = 0; mode < modes; mode++) {
                modeShares[k * modes + mode] = coarser.share(k, mode);
            }
        }
        this.share = new ParameterTransform.Range(0, largest);
        List<Parameter> list = new ArrayList<>();
        list.add(parameter("gain", gain, share, Priors.GAIN_FLOOR));
        list.add(parameter("amplitude", 1, AROUND_ONE, Priors.FLOOR));
        list.add(parameter("diffusion", 1, FACTOR, Priors.FLOOR));
        for (String axis : List.of("offset.x", "offset.y")) {
            for (int mode = 0; mode < modes; mode++) {
                String name = modes == 1 ? axis : axis + "." + mode;
                list.add(new Parameter(name, 0, offset, FLOOR_SHARE * offset, new ParameterTransform.Identity()));
            }
        }
        this.parameters = List.copyOf(list);
    }

    private static Parameter parameter(String name, double guess, ParameterTransform transform, double floor) {
        return new Parameter(name, transform.toUnconstrained(guess), Priors.SD, floor, transform);
    }

    List<Parameter> parameters() {
        return parameters;
    }

    CoarseBases bases() {
        return bases;
    }

    /** Number of modes of δ along each axis. */
    int modes() {
        return modes;
    }

    /** What one unit of a mode adds to the offset at a centre. */
    double modeShare(int centre, int mode) {
        return modeShares[centre * modes + mode];
    }

    /** Rows of the state: the field and its two predecessors. */
    int stateSize() {
        return FlowFeatures.FRAMES * grid.size();
    }

    /** The field and its two predecessors. */
    static List<Layer> layers() {
        return List.of(Layer.FIELD, new Layer("lag1", 1, 0), new Layer("lag2", 1, 0));
    }

    /** Numbers that {@link #read} and {@link #correct} write: offset along x, along y, diffusion, at each centre. */
    int size() {
        return FlowNetwork.OUTPUTS * bases.size();
    }

    /** Doubles of working memory for {@link #read}. */
    int scratchSize() {
        return stateSize() + network.scratchSize();
    }

    /**
     * Writes what the network says of the mean of the finite members.
     *
     * @param values holds the layers from {@code state}, left as they were
     * @param work receives {@link #size} numbers from {@code to}, and from {@code free} that mean, {@link #stateSize} numbers; free for
     *     use behind them
     */
    void read(double[] values, int state, int members, double[] work, int to, int free) {
        for (int row = 0; row < stateSize(); row++) {
            double sum = 0;
            int finite = 0;
            for (int at = state + row * members, end = at + members; at < end; at++) {
                if (Double.isFinite(values[at])) {
                    sum += values[at];
                    finite++;
                }
            }
            work[free + row] = finite > 0 ? sum / finite : 0;
        }
        network.coefficients(work, free, work, to, work, free + stateSize());
    }

    /**
     * Writes one member's coefficients in cells a step.
     *
     * @param values holds its unconstrained parameter {@code k} at {@code at + k · stride}
     * @param work holds the network's coefficients from {@code from}; receives the member's from {@code to}
     */
    void correct(double[] values, int at, int stride, double[] work, int from, int to) {
        int count = bases.size();
        double amplitude = AROUND_ONE.toModel(values[at + AMPLITUDE * stride]);
        double factor = FACTOR.toModel(values[at + DIFFUSION * stride]);
        for (int axis = 0; axis < 2; axis++) {
            for (int k = 0; k < count; k++) {
                double offset = amplitude * work[from + axis * count + k];
                for (int mode = 0; mode < modes; mode++) {
                    offset += modeShares[k * modes + mode] * values[at + (OFFSETS + axis * modes + mode) * stride];
                }
                work[to + axis * count + k] = offset;
            }
        }
        for (int k = 0; k < count; k++) {
            work[to + 2 * count + k] = factor * work[from + 2 * count + k];
        }
    }

    /** What one member's field is multiplied by in a step of length 1. */
    double gain(double[] values, int at, int stride) {
        return share.toModel(values[at + GAIN * stride]);
    }

    /** Makes the field as it is the first of its predecessors, and that the second. */
    void remember(double[] values, int state, int members) {
        int layer = grid.size() * members;
        System.arraycopy(values, state, values, state + layer, 2 * layer);
    }
}
