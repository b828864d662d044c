package io.fieldcast.training.gradient;

import io.fieldcast.dynamics.network.EnergyNetwork;
import io.fieldcast.dynamics.network.Mlp;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * First weights of a perceptron, in the order of {@link FlatWeights}: orthogonal matrices (orthonormal rows or columns, whichever are
 * fewer), biases uniform in ±1/√inputs. Confined to one thread.
 *
 * @see <a href="https://arxiv.org/abs/1312.6120">Saxe, McClelland and Ganguli (2014)</a>
 */
final class InitialWeights {
    private final RandomStreams.Stream random;
    private final double[] weights;
    private int at;
    private long draws;

    /** @param count of all weights */
    InitialWeights(long seed, int count) {
        this.random = new RandomStreams(seed, "weights").stream(0, RandomStreams.Purpose.TRAINING);
        this.weights = new double[count];
    }

    /** First weights of an {@link EnergyNetwork} with such hidden layers. */
    static double[] energy(long seed, int inputs, int... widths) {
        return new InitialWeights(seed, EnergyNetwork.count(inputs, widths))
                .layers(sizes(inputs, widths))
                .matrix(1, widths[widths.length - 1])
                .weights();
    }

    /** First weights of an {@link Mlp} from {@code size} numbers to as many with such hidden layers between. */
    static double[] perceptron(long seed, int size, int... widths) {
        int[] sizes = sizes(size, widths, size);
        return new InitialWeights(seed, Mlp.count(sizes)).layers(sizes).weights();
    }

    /** Sizes of an input, of hidden layers and of what comes after them. */
    static int[] sizes(int first, int[] widths, int... last) {
        return IntStream.concat(IntStream.concat(IntStream.of(first), Arrays.stream(widths)), Arrays.stream(last))
                .toArray();
    }

    /** Matrices and biases of all layers between such sizes. */
    InitialWeights layers(int... sizes) {
        for (int layer = 1; layer < sizes.length; layer++) {
            matrix(sizes[layer], sizes[layer - 1]);
            double range = 1 / Math.sqrt(sizes[layer - 1]);
            for (int unit = 0; unit < sizes[layer]; unit++) {
                weights[at++] = range * (2 * random.uniform(draws++) - 1);
            }
        }
        return this;
    }

    /** An orthogonal matrix, outputs × inputs. */
    InitialWeights matrix(int outputs, int inputs) {
        boolean wide = inputs >= outputs;
        int vectors = wide ? outputs : inputs;
        int length = wide ? inputs : outputs;
        double[] basis = orthonormal(vectors, length);
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                weights[at++] = wide ? basis[output * length + input] : basis[input * length + output];
            }
        }
        return this;
    }

    /** The next {@code count} weights, all the same. */
    InitialWeights constant(int count, double value) {
        for (int i = 0; i < count; i++) {
            weights[at++] = value;
        }
        return this;
    }

    /** All weights; the ones not asked for are 0. */
    double[] weights() {
        return weights.clone();
    }

    /** Gram and Schmidt's method on normal numbers, twice, since once leaves rounding in. */
    private double[] orthonormal(int vectors, int length) {
        double[] basis = new double[vectors * length];
        draws += draws & 1;
        for (int i = 0; i < basis.length; i++) {
            basis[i] = random.gaussian(draws++);
        }
        for (int vector = 0; vector < vectors; vector++) {
            int to = vector * length;
            for (int pass = 0; pass < 2; pass++) {
                for (int earlier = 0; earlier < vector; earlier++) {
                    double share = DenseKernels.dot(basis, earlier * length, basis, to, length);
                    DenseKernels.addScaled(-share, basis, earlier * length, basis, to, length);
                }
            }
            double norm = Math.sqrt(DenseKernels.dot(basis, to, basis, to, length));
            for (int i = to; i < to + length; i++) {
                basis[i] /= norm;
            }
        }
        return basis;
    }
}
