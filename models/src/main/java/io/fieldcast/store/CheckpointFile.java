package io.fieldcast.store;

import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.store.RefusedFile.Reason;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An unfinished training on disk. Immutable.
 *
 * @param task digest of what is trained, on what, with which settings
 * @param epoch epochs done
 * @param state all that the training needs to go on
 */
public record CheckpointFile(String task, int epoch, TrainedModel state) {
    private static final Seal SEAL =
            new Seal("FCCHECK\n", 1, "a checkpoint of a training", "start the training afresh with --restart");

    /** Writes the file; whoever reads meanwhile finds the old one or the new one. */
    public void write(Path file) throws IOException {
        Seal.write(file, bytes());
    }

    byte[] bytes() {
        return SEAL.close(
                new ContentWriter().text(task).count(epoch).model(state).bytes());
    }

    /**
     * Reads a file.
     *
     * @param task digest that it must have
     * @throws RefusedFile if it is not a checkpoint, not as it was written, or one of another training
     * @throws IOException if it cannot be read
     */
    public static CheckpointFile read(Path file, String task) throws IOException {
        return read(SEAL.open(file), String.valueOf(file.getFileName()), task);
    }

    static CheckpointFile read(byte[] bytes, String name, String task) throws RefusedFile {
        return read(SEAL.open(bytes, name), name, task);
    }

    private static CheckpointFile read(Seal.Opened opened, String name, String task) throws RefusedFile {
        ContentReader content = new ContentReader(opened.content());
        CheckpointFile file;
        try {
            file = new CheckpointFile(content.text(), content.count(0), content.model());
            content.end();
        } catch (IllegalArgumentException e) {
            throw SEAL.refuse(
                    Reason.DAMAGED, name, "has a checksum that fits and content that does not: " + e.getMessage());
        }
        if (!file.task().equals(task)) {
            throw SEAL.refuse(Reason.MISMATCH, name, "belongs to another training: other data, settings or release");
        }
        return file;
    }
}
