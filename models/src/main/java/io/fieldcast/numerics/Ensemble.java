package io.fieldcast.numerics;

import io.fieldcast.domain.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code n} variables × {@code N} members as one row-major array: the members of a variable lie side by side, variable
 * {@code i} of member {@code m} at {@code values()[i * N + m]}. Rows fall into named blocks, such as state, lags and parameters.
 * Confined to one thread.
 */
public final class Ensemble {
    /** Named rows {@code from} to {@code from + rows} of an ensemble. */
    public record Block(String name, int from, int rows) {
        public int to() {
            return from + rows;
        }
    }

    private final List<Block> blocks;
    private final int members;
    private final int size;
    private double[] values;

    private Ensemble(List<Block> blocks, int members, int size, double[] values) {
        this.blocks = blocks;
        this.members = members;
        this.size = size;
        this.values = values;
    }

    /** An ensemble of zeros with the given blocks, which must follow each other without a gap. */
    public static Ensemble of(int members, List<Block> blocks) {
        Check.that(members >= 2, "an ensemble needs at least 2 members, got %d", members);
        Check.that(!blocks.isEmpty(), "an ensemble needs at least one block");
        int at = 0;
        for (Block block : blocks) {
            Check.that(block.from() == at, "block %s starts at row %d, expected %d", block.name(), block.from(), at);
            at = block.to();
        }
        return new Ensemble(List.copyOf(blocks), members, at, new double[at * members]);
    }

    /** An ensemble of zeros with a single block called {@code state}. */
    public static Ensemble ofState(int size, int members) {
        return of(members, List.of(new Block("state", 0, size)));
    }

    /**
     * The same values, not a copy, seen with fewer rows in one block: those cut off its end fall to a block that nobody asks for.
     * For dynamics made of parts, each of which knows some of the parameters.
     */
    public Ensemble withBlock(String name, int rows) {
        List<Block> seen = new ArrayList<>();
        for (Block block : blocks) {
            if (block.name().equals(name)) {
                Check.that(rows <= block.rows(), "block %s has only %d rows, not %d", name, block.rows(), rows);
                seen.add(new Block(name, block.from(), rows));
                seen.add(new Block(name + ".rest", block.from() + rows, block.rows() - rows));
            } else {
                seen.add(block);
            }
        }
        return new Ensemble(List.copyOf(seen), members, size, values);
    }

    /**
     * The same values, not a copy, seen as other blocks, which may leave rows out. For dynamics made of parts, each of which moves some
     * of the state.
     */
    public Ensemble view(List<Block> seen) {
        for (Block block : seen) {
            Check.that(
                    block.from() >= 0 && block.to() <= size,
                    "block %s ends at row %d of %d",
                    block.name(),
                    block.to(),
                    size);
        }
        return new Ensemble(List.copyOf(seen), members, size, values);
    }

    /** An independent copy. */
    public Ensemble copy() {
        return new Ensemble(blocks, members, size, values.clone());
    }

    public int members() {
        return members;
    }

    /** Number of rows over all blocks. */
    public int size() {
        return size;
    }

    public List<Block> blocks() {
        return blocks;
    }

    /** @throws IllegalArgumentException if there is no such block */
    public Block block(String name) {
        for (Block block : blocks) {
            if (block.name().equals(name)) {
                return block;
            }
        }
        throw new IllegalArgumentException("the ensemble has no block " + name + ", only " + blocks);
    }

    /** The values themselves, not a copy: who holds the ensemble may write here, until a {@link #swap}. */
    public double[] values() {
        return values;
    }

    /** Mean of row {@code row} over the members. */
    public double mean(int row) {
        double sum = 0;
        for (int at = row * members, end = at + members; at < end; at++) {
            sum += values[at];
        }
        return sum / members;
    }

    /** Unbiased variance of row {@code row} over the members. */
    public double variance(int row) {
        double mean = mean(row);
        double sum = 0;
        for (int at = row * members, end = at + members; at < end; at++) {
            double anomaly = values[at] - mean;
            sum += anomaly * anomaly;
        }
        return sum / (members - 1);
    }

    /** Takes over the values of {@code other}, which must have the same shape. */
    public void set(Ensemble other) {
        Check.that(
                other.size == size && other.members == members,
                "ensemble is %d x %d, expected %d x %d",
                other.size,
                other.members,
                size,
                members);
        System.arraycopy(other.values, 0, values, 0, values.length);
    }

    /**
     * Exchanges values with {@code other}, which must have the same shape, without copying any. Arrays taken from {@link #values} and
     * ensembles made by {@link #withBlock} or {@link #view} before stay with the values, not with the ensemble.
     */
    public void swap(Ensemble other) {
        Check.that(
                other.size == size && other.members == members && other.values.length == values.length,
                "ensemble is %d x %d, expected %d x %d",
                other.size,
                other.members,
                size,
                members);
        double[] held = values;
        values = other.values;
        other.values = held;
    }

    /** Whether every value of every member is finite. */
    public boolean isFinite() {
        return isFiniteTimes(1);
    }

    /** Whether every value of every member would be finite if it were multiplied by {@code factor}. */
    public boolean isFiniteTimes(double factor) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int at = 0;
        for (int end = values.length - 3; at < end; at += 4) {
            sum0 += values[at] * factor * 0;
            sum1 += values[at + 1] * factor * 0;
            sum2 += values[at + 2] * factor * 0;
            sum3 += values[at + 3] * factor * 0;
        }
        for (; at < values.length; at++) {
            sum0 += values[at] * factor * 0;
        }
        return (sum0 + sum1) + (sum2 + sum3) == 0;
    }

    @Override
    public String toString() {
        return "Ensemble " + size + " x " + members + " " + blocks + " hash " + Arrays.hashCode(values);
    }
}
