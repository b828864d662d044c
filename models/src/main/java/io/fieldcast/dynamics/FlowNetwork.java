package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import io.fieldcast.geometry.Grid;
import java.util.Arrays;

/**
 * The convolutional network of a deep integro-difference equation, served from plain arrays: {@link FlowFeatures} of the latest three
 * frames, then five convolutions over the coarse centres (1 × 1, three times 3 × 3, 1 × 1; tanh between them, zeros beyond the edge),
 * whose three outputs are at each centre the offset along x and y, {@code range · tanh(a/2)}, and the diffusion,
 * {@code floor + log(1 + exp(a))}. It knows no grid size and no absolute place, so one set of weights serves every grid with centres
 * {@value #SPACING} cells apart. Immutable.
 *
 * @see <a href="https://doi.org/10.1016/j.spasta.2020.100408">Zammit-Mangion and Wikle (2020)</a>
 */
public final class FlowNetwork {
    /** Kind of its {@link TrainedModel}. */
    public static final String KIND = "deep-ide";

    /** Number of the model: channels of the hidden layers. */
    public static final String HIDDEN = "hidden";

    /** Number of the model: largest component of the offset, cells a step. */
    public static final String RANGE = "range";

    /** Cells between two centres. */
    public static final int SPACING = 8;

    /** Offset along x, offset along y, diffusion. */
    public static final int OUTPUTS = 3;

    /** Least diffusion, cells squared a step: that of a kernel 0.65 cells wide. */
    public static final double FLOOR = Quadrature.LEAST_DEVIATION * Quadrature.LEAST_DEVIATION / 2;

    /** Width in cells of each layer's kernel. */
    private static final int[] SIDES = {1, 3, 3, 3, 1};

    private final CoarseBases bases;
    private final FlowFeatures features;
    private final int[] channels;
    private final double range;
    private final double[][] weights = new double[SIDES.length][];
    private final double[][] biases = new double[SIDES.length][];

    /**
     * @param model of this {@link #KIND}
     * @throws IllegalArgumentException if the model lacks a block or one has another size
     */
    public FlowNetwork(Grid grid, TrainedModel model) {
        Check.that(model.kind().equals(KIND), "a model for %s is needed, got one for %s", KIND, model.kind());
        this.bases = CoarseBases.everyCells(grid, SPACING);
        this.features = new FlowFeatures(grid, bases);
        this.channels = channels(model.size(HIDDEN));
        this.range = model.number(RANGE);
        for (int layer = 0; layer < SIDES.length; layer++) {
            weights[layer] = model.block(weightName(layer), weightCount(layer, channels));
            biases[layer] = model.block(biasName(layer), channels[layer + 1]);
        }
    }

    /** Number of convolutions. */
    public static int layers() {
        return SIDES.length;
    }

    /** Cells along each side of a layer's kernel. */
    public static int side(int layer) {
        return SIDES[layer];
    }

    /** Channels before each layer, and after the last. */
    public static int[] channels(int hidden) {
        Check.that(hidden >= 1, "hidden channels must be at least 1, got %d", hidden);
        return new int[] {FlowFeatures.CHANNELS, hidden, hidden, hidden, hidden, OUTPUTS};
    }

    /** Block of a layer's weights: kernel rows × kernel columns × channels in × channels out. */
    public static String weightName(int layer) {
        return "convolution." + layer + ".weight";
    }

    /** Block of a layer's biases, one for each channel out. */
    public static String biasName(int layer) {
        return "convolution." + layer + ".bias";
    }

    private static int weightCount(int layer, int[] channels) {
        return SIDES[layer] * SIDES[layer] * channels[layer] * channels[layer + 1];
    }

    /** Where the coefficients sit. */
    public CoarseBases bases() {
        return bases;
    }

    /** What goes into the first convolution. */
    public FlowFeatures features() {
        return features;
    }

    /** Doubles of working memory for {@link #coefficients}. */
    public int scratchSize() {
        return features.size() + features.scratchSize() + 2 * widest() * bases.size();
    }

    private int widest() {
        return Arrays.stream(channels).max().orElseThrow();
    }

    /**
     * Writes the offsets and the diffusion at the centres, in cells a step.
     *
     * @param frames {@link FlowFeatures#FRAMES} fields from {@code at} on, the latest first, left as they were
     * @param target receives {@link #OUTPUTS} blocks of one number for each centre from {@code to} on
     * @param scratch {@link #scratchSize} doubles from {@code atScratch} on
     */
    public void coefficients(double[] frames, int at, double[] target, int to, double[] scratch, int atScratch) {
        int work = atScratch + features.size();
        features.write(frames, at, scratch, atScratch, scratch, work);
        fromFeatures(scratch, atScratch, target, to, scratch, work);
    }

    /** The same from the features, channels × centres from {@code at} on; {@code scratch} from {@code atScratch} on is free. */
    void fromFeatures(double[] inputs, int at, double[] target, int to, double[] scratch, int atScratch) {
        int count = bases.size();
        int one = atScratch;
        int other = atScratch + widest() * count;
        for (int k = 0; k < count; k++) {
            for (int channel = 0; channel < channels[0]; channel++) {
                scratch[one + k * channels[0] + channel] = inputs[at + channel * count + k];
            }
        }
        for (int layer = 0; layer < SIDES.length; layer++) {
            convolve(layer, scratch, one, other);
            int last = one;
            one = other;
            other = last;
        }
        for (int k = 0; k < count; k++) {
            int from = one + k * OUTPUTS;
            target[to + k] = range * Math.tanh(scratch[from] / 2);
            target[to + count + k] = range * Math.tanh(scratch[from + 1] / 2);
            target[to + 2 * count + k] = FLOOR + softplus(scratch[from + 2]);
        }
    }

    private static double softplus(double value) {
        return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)));
    }

    /** One layer; the channels of a centre lie side by side. */
    private void convolve(int layer, double[] values, int from, int to) {
        int in = channels[layer];
        int out = channels[layer + 1];
        int half = SIDES[layer] / 2;
        for (int y = 0; y < bases.rows(); y++) {
            for (int x = 0; x < bases.columns(); x++) {
                int target = to + (y * bases.columns() + x) * out;
                System.arraycopy(biases[layer], 0, values, target, out);
                for (int row = Math.max(-half, -y); row <= Math.min(half, bases.rows() - 1 - y); row++) {
                    for (int column = Math.max(-half, -x);
                            column <= Math.min(half, bases.columns() - 1 - x);
                            column++) {
                        int source = from + ((y + row) * bases.columns() + x + column) * in;
                        int tap = ((row + half) * SIDES[layer] + column + half) * in * out;
                        accumulate(values, source, in, weights[layer], tap, target, out);
                    }
                }
                for (int channel = 0; layer < SIDES.length - 1 && channel < out; channel++) {
                    values[target + channel] = Math.tanh(values[target + channel]);
                }
            }
        }
    }

    private static void accumulate(
            double[] values, int source, int in, double[] weights, int tap, int target, int out) {
        for (int i = 0; i < in; i++) {
            double value = values[source + i];
            for (int channel = 0; channel < out; channel++) {
                values[target + channel] += value * weights[tap + i * out + channel];
            }
        }
    }
}
