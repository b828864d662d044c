package io.fieldcast.dynamics;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Trained models that come with the product as resources: kind, numbers by name, blocks by name, weights in single precision to be small.
 * Users' own models are files of package {@code store}, which checks whence they come. Stateless.
 */
public final class BundledModel {
    private BundledModel() {}

    /**
     * The model in a resource of this package.
     *
     * @throws IllegalStateException if the product was built without it
     */
    public static TrainedModel named(String resource) {
        try (InputStream bytes = BundledModel.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException("there is no bundled model " + resource);
            }
            return read(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("bundled model " + resource + " cannot be read", e);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static TrainedModel read(InputStream bytes) throws IOException {
        DataInputStream in = new DataInputStream(bytes);
        String kind = in.readUTF();
        Map<String, Double> numbers = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            numbers.put(in.readUTF(), in.readDouble());
        }
        Map<String, double[]> blocks = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            double[] block = new double[in.readInt()];
            for (int i = 0; i < block.length; i++) {
                block[i] = in.readFloat();
            }
            blocks.put(name, block);
        }
        return new TrainedModel(kind, numbers, blocks);
    }

    /** Writes a model, its weights rounded to single precision, in an order that depends on nothing else. */
    public static void write(TrainedModel model, OutputStream bytes) throws IOException {
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(model.kind());
        out.writeInt(model.numberNames().size());
        for (String name : new TreeSet<>(model.numberNames())) {
            out.writeUTF(name);
            out.writeDouble(model.number(name));
        }
        out.writeInt(model.blockNames().size());
        for (String name : new TreeSet<>(model.blockNames())) {
            double[] block = model.block(name);
            out.writeUTF(name);
            out.writeInt(block.length);
            for (double weight : block) {
                out.writeFloat((float) weight);
            }
        }
        out.flush();
    }
}
