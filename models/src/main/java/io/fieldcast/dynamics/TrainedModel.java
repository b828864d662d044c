package io.fieldcast.dynamics;

import io.fieldcast.domain.Check;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What training found: named numbers that fix the architecture and named blocks of weights. Immutable; blocks are copied in and
 * out.
 */
public final class TrainedModel implements Serializable {
    /** No model, for dynamics that need none. */
    public static final TrainedModel NONE = new TrainedModel("", Map.of(), Map.of());

    private static final long serialVersionUID = 1;

    private final String kind;
    private final TreeMap<String, Double> numbers;
    private final TreeMap<String, double[]> blocks = new TreeMap<>();

    /**
     * @param kind name of the {@link Dynamics} that it belongs to
     * @param numbers sizes and scales by name
     * @param blocks weights by name, row-major; copied
     */
    public TrainedModel(String kind, Map<String, Double> numbers, Map<String, double[]> blocks) {
        this.kind = kind;
        this.numbers = new TreeMap<>(numbers);
        blocks.forEach((name, block) -> this.blocks.put(name, block.clone()));
    }

    public String kind() {
        return kind;
    }

    /** Names of the numbers. */
    public Set<String> numberNames() {
        return Set.copyOf(numbers.keySet());
    }

    /** Names of the blocks. */
    public Set<String> blockNames() {
        return Set.copyOf(blocks.keySet());
    }

    /** @throws IllegalArgumentException if there is no such number */
    public double number(String name) {
        Double number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("the " + kind + " model has no number " + name);
        }
        return number;
    }

    /** @throws IllegalArgumentException if there is no such number or it is not whole */
    public int size(String name) {
        double number = number(name);
        Check.that(number == Math.rint(number), "%s of the %s model must be whole, got %s", name, kind, number);
        return (int) number;
    }

    /**
     * A copy of a block of weights.
     *
     * @throws IllegalArgumentException if there is no such block or its length is another one
     */
    public double[] block(String name, int length) {
        double[] block = block(name);
        Check.that(
                block.length == length,
                "block %s of the %s model has %d numbers, expected %d",
                name,
                kind,
                block.length,
                length);
        return block;
    }

    /**
     * A copy of a block of weights.
     *
     * @throws IllegalArgumentException if there is no such block
     */
    public double[] block(String name) {
        double[] block = blocks.get(name);
        if (block == null) {
            throw new IllegalArgumentException("the " + kind + " model has no block " + name);
        }
        return block.clone();
    }

    /** Whether every number in it is finite; one that is not would soon be everywhere. */
    public boolean isFinite() {
        return numbers.values().stream().allMatch(Double::isFinite)
                && blocks.values().stream().flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainedModel model
                && kind.equals(model.kind)
                && numbers.equals(model.numbers)
                && blocks.keySet().equals(model.blocks.keySet())
                && blocks.entrySet().stream()
                        .allMatch(block -> Arrays.equals(block.getValue(), model.blocks.get(block.getKey())));
    }

    @Override
    public int hashCode() {
        int hash = kind.hashCode() * 31 + numbers.hashCode();
        for (Map.Entry<String, double[]> block : blocks.entrySet()) {
            hash = hash * 31 + block.getKey().hashCode() + Arrays.hashCode(block.getValue());
        }
        return hash;
    }
}
