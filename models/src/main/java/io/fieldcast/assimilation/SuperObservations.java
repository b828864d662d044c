package io.fieldcast.assimilation;

import io.fieldcast.domain.Check;
import io.fieldcast.numerics.DenseKernels;
import io.fieldcast.observation.ObservationBatch;
import java.util.Arrays;

/**
 * Merges observations that stand close together into one, where a network is denser than the model can resolve: cheaper, and many
 * observations that share an error of representativeness no longer count as so many independent ones. With y_i and r_i the values and
 * error variances in one cell of a square grid, {@code y = Σ(y_i/r_i) / Σ(1/r_i)} and {@code r = 1/Σ(1/r_i)}; the predicted members and the place
 * are weighted likewise. Of observations of one place nothing is lost: assimilating y is then the same as assimilating each.
 *
 * <p>The merged batch is valid until the next call. Owns its memory; confined to one thread.
 */
public final class SuperObservations {
    private final double cell;
    private final double representativeness;
    private ObservationBatch merged = new ObservationBatch(2, 1);
    private int count;
    private int[] targets = new int[0];
    private int[] parts = new int[0];
    private double[] precisions = new double[0];
    private double[] columns = new double[0];
    private double[] rows = new double[0];
    /** Open addressing: a cell's index lies at its hash or in the next free slot. */
    private int[] slots = new int[0];

    /**
     * @param cell width of the cells, in the network's unit of length, above 0
     * @param representativeness variance added to the error of an observation merged of several, at least 0
     */
    public SuperObservations(double cell, double representativeness) {
        Check.that(cell > 0, "cell must be above 0, got %s", cell);
        Check.that(
                representativeness >= 0 && Double.isFinite(representativeness),
                "representativeness must be finite and at least 0, got %s",
                representativeness);
        this.cell = cell;
        this.representativeness = representativeness;
    }

    /**
     * Merges the used observations. Cells without company are taken over as they are. The merged ones stand in the order of the first
     * observation of each cell and belong to no sensor.
     *
     * @param observations left as they were, codes included
     * @return those to assimilate; this object's own
     */
    public ObservationBatch merge(ObservationBatch observations) {
        if (merged.members() != observations.members() || !merged.statics().equals(observations.statics())) {
            merged = observations.emptyCopy();
        }
        assign(observations);
        sum(observations);
        for (int index = 0; index < count; index++) {
            double variance = 1 / precisions[index];
            merged.setErrorVariance(index, parts[index] > 1 ? variance + representativeness : variance);
        }
        return merged;
    }

    /** Index of the merged observation that the observation went into, or -1 if it was not used. */
    public int target(int index) {
        return targets[index];
    }

    /** Gives each used observation its cell, and counts. */
    private void assign(ObservationBatch observations) {
        int size = observations.size();
        grow(size);
        count = 0;
        for (int index = 0; index < size; index++) {
            targets[index] = -1;
            if (observations.isUsed(index)) {
                int target = cell(Math.floor(observations.x(index) / cell), Math.floor(observations.y(index) / cell));
                targets[index] = target;
                parts[target]++;
                precisions[target] += 1 / observations.errorVariance(index);
            }
        }
    }

    private void grow(int size) {
        if (targets.length < size) {
            targets = new int[size];
            parts = new int[size];
            precisions = new double[size];
            columns = new double[size];
            rows = new double[size];
            slots = new int[Integer.highestOneBit(size) << 2];
        }
        Arrays.fill(slots, -1);
    }

    /** Index of a cell, in the order in which cells are first met. */
    private int cell(double column, double row) {
        int mask = slots.length - 1;
        int hash = 31 * Double.hashCode(column + 0.0) + Double.hashCode(row + 0.0);
        int slot = (hash ^ (hash >>> 16)) & mask;
        while (slots[slot] >= 0) {
            int known = slots[slot];
            if (columns[known] == column && rows[known] == row) {
                return known;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = count;
        columns[count] = column;
        rows[count] = row;
        parts[count] = 0;
        precisions[count] = 0;
        return count++;
    }

    private void sum(ObservationBatch observations) {
        Arrays.fill(columns, 0, count, 0);
        Arrays.fill(rows, 0, count, 0);
        merged.clear();
        for (int target = 0; target < count; target++) {
            int index = merged.add(0, 1, 0, 0);
            Arrays.fill(merged.predicted(), merged.offset(index), merged.offset(index + 1), 0);
            Arrays.fill(merged.predictedStatics(), merged.staticOffset(index), merged.staticOffset(index + 1), 0);
        }
        for (int index = 0; index < observations.size(); index++) {
            int target = targets[index];
            if (target >= 0) {
                // a share of exactly 1 leaves lonely observations bit for bit as they are
                double share = parts[target] == 1 ? 1 : 1 / (observations.errorVariance(index) * precisions[target]);
                merged.setValue(target, merged.value(target) + share * observations.value(index));
                columns[target] += share * observations.x(index);
                rows[target] += share * observations.y(index);
                DenseKernels.addScaled(
                        share,
                        observations.predicted(),
                        observations.offset(index),
                        merged.predicted(),
                        merged.offset(target),
                        merged.members());
                DenseKernels.addScaled(
                        share,
                        observations.predictedStatics(),
                        observations.staticOffset(index),
                        merged.predictedStatics(),
                        merged.staticOffset(target),
                        merged.staticOffset(1));
            }
        }
        for (int target = 0; target < count; target++) {
            merged.setPlace(target, columns[target], rows[target]);
        }
    }
}
