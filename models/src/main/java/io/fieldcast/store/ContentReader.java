package io.fieldcast.store;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.TrainedModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what {@link ContentWriter} wrote, and believes no length that the content itself cannot hold: a file with a right checksum may
 * still have been made by someone else. Everything wrong is an {@link IllegalArgumentException}. Confined to one thread.
 */
final class ContentReader {
    static final int LONGEST_TEXT = 1 << 16;

    private final ByteBuffer content;

    ContentReader(ByteBuffer content) {
        this.content = content;
    }

    long number() {
        need(Long.BYTES);
        return content.getLong();
    }

    String text() {
        int length = count(1);
        Check.that(length <= LONGEST_TEXT, "a text of %d bytes is too long", length);
        byte[] bytes = new byte[length];
        content.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    SortedMap<String, Double> numbers() {
        SortedMap<String, Double> numbers = new TreeMap<>();
        for (int left = count(Integer.BYTES + Double.BYTES); left > 0; left--) {
            String name = text();
            need(Double.BYTES);
            follows(numbers, name);
            numbers.put(name, content.getDouble());
        }
        return numbers;
    }

    TrainedModel model() {
        String kind = text();
        Map<String, Double> numbers = numbers();
        SortedMap<String, double[]> blocks = new TreeMap<>();
        for (int left = count(2 * Integer.BYTES); left > 0; left--) {
            String name = text();
            double[] block = new double[count(Double.BYTES)];
            for (int i = 0; i < block.length; i++) {
                block[i] = content.getDouble();
            }
            follows(blocks, name);
            blocks.put(name, block);
        }
        return new TrainedModel(kind, numbers, blocks);
    }

    /** A count of things of which each takes at least so many bytes. */
    int count(int least) {
        need(Integer.BYTES);
        int count = content.getInt();
        Check.that(count >= 0, "a count of %d is below 0", count);
        need((long) count * least);
        return count;
    }

    /** Nothing may stand behind what was asked for. */
    void end() {
        Check.that(!content.hasRemaining(), "%d bytes too many", content.remaining());
    }

    private void need(long bytes) {
        Check.that(bytes <= content.remaining(), "%d bytes are missing", (int) Math.min(bytes, Integer.MAX_VALUE));
    }

    /** Sorted and each once: one content has one form. */
    private static void follows(SortedMap<String, ?> before, String name) {
        Check.that(before.isEmpty() || before.lastKey().compareTo(name) < 0, "%s is out of order", name);
    }
}
