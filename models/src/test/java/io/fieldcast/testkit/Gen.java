package io.fieldcast.testkit;

import io.fieldcast.dynamics.Parameter;
import io.fieldcast.dynamics.Propagator;
import io.fieldcast.numerics.Ensemble;
import io.fieldcast.numerics.Ensemble.Block;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.numerics.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;

/** Inputs drawn from one seed, which is the generator's name. Unlike the product's streams it has a position. One thread. */
public final class Gen {
    private final long seed;
    private final RandomStreams.Stream stream;
    private long at;

    public Gen(long seed) {
        this.seed = seed;
        this.stream = new RandomStreams(seed, "gen").stream(0, Purpose.TRUTH);
    }

    public long seed() {
        return seed;
    }

    /** Uniform between {@code low} and {@code high}. */
    public double uniform(double low, double high) {
        return low + (high - low) * stream.uniform(next());
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    public int integer(int low, int high) {
        return low + (int) Math.floor((high - low + 1) * stream.uniform(next()));
    }

    /** Standard normal. */
    public double gaussian() {
        at += at & 1;
        double value = stream.gaussian(at);
        at += 2;
        return value;
    }

    /** So many standard normal numbers. */
    public double[] gaussians(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = gaussian();
        }
        return values;
    }

    /** The numbers 0 to {@code count - 1} in random order. */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = integer(0, i);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * An ensemble of normal states for a propagator, each member with its own parameters, drawn up to three prior standard
     * deviations from the prior mean. A block of lags stands between state and parameters, as a filter's ensemble has it.
     */
    public Ensemble ensemble(Propagator propagator, int members) {
        int size = propagator.stateSize();
        List<Parameter> parameters = propagator.parameters();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block(Propagator.STATE, 0, size));
        blocks.add(new Block("lags", size, 3));
        if (!parameters.isEmpty()) {
            blocks.add(new Block(Propagator.PARAMETERS, size + 3, parameters.size()));
        }
        Ensemble ensemble = Ensemble.of(members, blocks);
        double[] values = ensemble.values();
        int states = (size + 3) * members;
        System.arraycopy(gaussians(states), 0, values, 0, states);
        for (int i = states; i < values.length; i++) {
            Parameter parameter = parameters.get((i - states) / members);
            values[i] = parameter.mean() + parameter.sd() * uniform(-3, 3);
        }
        return ensemble;
    }

    private long next() {
        return at++;
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
