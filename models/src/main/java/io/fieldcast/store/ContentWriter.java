package io.fieldcast.store;

import io.fieldcast.domain.Check;
import io.fieldcast.dynamics.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes numbers, texts and weights one after the other, little-endian. Confined to one thread. */
final class ContentWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    ContentWriter number(long value) {
        return raw(buffer(Long.BYTES).putLong(value).array());
    }

    /** Its length in bytes, then its bytes in UTF-8. */
    ContentWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Check.that(bytes.length <= ContentReader.LONGEST_TEXT, "text is too long: %d bytes", bytes.length);
        return count(bytes.length).raw(bytes);
    }

    /** Their count, then name and number of each, sorted. */
    ContentWriter numbers(Map<String, Double> numbers) {
        count(numbers.size());
        new TreeMap<>(numbers).forEach((name, number) -> {
            text(name);
            raw(buffer(Double.BYTES).putDouble(number).array());
        });
        return this;
    }

    /** Kind, numbers, and of each block its name, its length and its numbers. */
    ContentWriter model(TrainedModel model) {
        text(model.kind());
        Map<String, Double> numbers = new TreeMap<>();
        model.numberNames().forEach(name -> numbers.put(name, model.number(name)));
        numbers(numbers);
        count(model.blockNames().size());
        for (String name : new TreeSet<>(model.blockNames())) {
            double[] block = model.block(name);
            byte[] bytes = new byte[block.length * Double.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .put(block);
            text(name).count(block.length).raw(bytes);
        }
        return this;
    }

    ContentWriter count(int count) {
        return raw(buffer(Integer.BYTES).putInt(count).array());
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ContentWriter raw(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }
}
