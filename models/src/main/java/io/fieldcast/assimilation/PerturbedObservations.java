package io.fieldcast.assimilation;

import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.numerics.RandomStreams;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;

/**
 * What a member expects beyond the mean, minus the perturbation of its observation. Perturbations are normal with the observation's
 * error variance, divided by its taper weight like the variance itself. Their mean over the members is subtracted, so that the
 * analysis mean is that of unperturbed observations; nothing is rescaled, since what is left has the right expected
 * covariance with the factor 1/(N−1).
 *
 * <p>The numbers are addressed by the observation's place, value and error variance, not by its position: neither the order of
 * the observations nor what becomes of the others changes them, and every domain sees the same ones. Equal observations get
 * different ones in their order. Confined to one thread.
 */
final class PerturbedObservations implements Departures {
    /** Addresses are this much smaller than 2⁶⁴, which leaves room for 2¹⁶ members behind each. */
    private static final int ADDRESS_SHIFT = 18;

    private int loads = -1;
    private boolean[] drawn = new boolean[0];
    private double[] perturbations = new double[0];
    private long[] keys = new long[0];
    private long[] seen = new long[0];
    private RandomStreams.Stream stream;

    PerturbedObservations() {
        stream = new RandomStreams(0, "").stream(0, RandomStreams.Purpose.ANALYSIS);
    }

    @Override
    public void prepare(WhitenedObservations observations, RandomStreams.Stream random) {
        if (loads == observations.loads() && stream.equals(random)) {
            return;
        }
        loads = observations.loads();
        stream = random;
        int count = observations.count();
        if (drawn.length < count) {
            drawn = new boolean[count];
            keys = new long[count];
            seen = new long[Integer.highestOneBit(4 * count)];
        }
        if (perturbations.length < count * observations.members()) {
            perturbations = new double[count * observations.members()];
        }
        Arrays.fill(drawn, 0, count, false);
        Arrays.fill(seen, 0);
        for (int index = 0; index < count; index++) {
            keys[index] = unseen(key(observations.batch(), observations.batchIndex(index)));
        }
    }

    private long key(ObservationBatch batch, int index) {
        long key = stream.bits(Double.doubleToLongBits(batch.x(index)));
        key = stream.bits(key ^ Double.doubleToLongBits(batch.y(index)));
        key = stream.bits(key ^ Double.doubleToLongBits(batch.value(index)));
        return stream.bits(key ^ Double.doubleToLongBits(batch.errorVariance(index)));
    }

    /** The first of {@code key}, its hash, the hash of that, … that no observation before has; remembers it. */
    private long unseen(long key) {
        long candidate = key;
        int mask = seen.length - 1;
        int slot = (int) candidate & mask;
        while (seen[slot] != 0) {
            if (seen[slot] == candidate) {
                candidate = stream.bits(candidate);
                slot = (int) candidate & mask;
            } else {
                slot = (slot + 1) & mask;
            }
        }
        seen[slot] = candidate;
        return candidate;
    }

    @Override
    public void write(WhitenedObservations observations, int index, double rootWeight, double[] target, int at) {
        int members = observations.members();
        int from = index * members;
        if (!drawn[index]) {
            draw(keys[index], from, members);
            drawn[index] = true;
        }
        // The root of the weight that the perturbation's variance is divided by is the one that the departure is
        // multiplied by.
        for (int m = 0; m < members; m++) {
            target[at + m] = rootWeight * observations.anomalies()[from + m] - perturbations[from + m];
        }
    }

    /** In units of the observation's error and of the anomalies, which are divided by √(N−1). */
    private void draw(long key, int from, int members) {
        long room = members + (members & 1L);
        stream.fillGaussian(Filter.PERTURBATIONS + (key >>> ADDRESS_SHIFT) * room, perturbations, from, from + members);
        double mean = DenseKernels.sum(perturbations, from, members) / members;
        double scale = 1 / Math.sqrt(members - 1.0);
        for (int m = from; m < from + members; m++) {
            perturbations[m] = scale * (perturbations[m] - mean);
        }
    }
}
