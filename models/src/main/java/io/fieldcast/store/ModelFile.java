package io.fieldcast.store;

import io.fieldcast.dynamics.Claim;
import io.fieldcast.dynamics.TrainedModel;
import io.fieldcast.geometry.Representation;
import io.fieldcast.store.RefusedFile.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A trained model as it stands on disk, with what it promises, where it comes from and how good it was. Immutable. */
public final class ModelFile {
    private static final Seal SEAL =
            new Seal("FCMODEL\n", 1, "a model file", "train again with ./fieldcast train, or give the right file");

    private final TrainedModel model;
    private final List<String> claims;
    private final Training training;
    private final SortedMap<String, Double> scores;

    private ModelFile(TrainedModel model, List<String> claims, Training training, Map<String, Double> scores) {
        this.model = model;
        this.claims = claims;
        this.training = training;
        this.scores = new TreeMap<>(scores);
    }

    /** @param scores named numbers, finite */
    public static ModelFile of(
            TrainedModel model, Collection<Claim> claims, Training training, Map<String, Double> scores) {
        return new ModelFile(model, texts(claims), training, scores);
    }

    private static List<String> texts(Collection<Claim> claims) {
        return claims.stream().map(Claim::text).sorted().toList();
    }

    public TrainedModel model() {
        return model;
    }

    /** What the dynamics promised when the model was written, as {@link Claim#text}, sorted. */
    public List<String> claims() {
        return claims;
    }

    public Training training() {
        return training;
    }

    /** Named numbers of the training, such as {@code loss.held_out}. */
    public Map<String, Double> scores() {
        return new TreeMap<>(scores);
    }

    /** SHA-256 of the file, in hexadecimal: equal for equal models and nothing else. */
    public String checksum() {
        try {
            return SEAL.open(bytes(), "a model").checksum();
        } catch (RefusedFile e) {
            throw new IllegalStateException("a model that was just written cannot be read", e);
        }
    }

    /** The file's bytes. */
    public byte[] bytes() {
        ContentWriter writer = new ContentWriter().model(model).count(claims.size());
        claims.forEach(writer::text);
        writer.text(training.field())
                .count(training.rows())
                .text(training.geometry())
                .number(training.step().toMillis())
                .number(training.from().toEpochMilli())
                .number(training.to().toEpochMilli())
                .text(training.dataDigest())
                .text(training.release())
                .numbers(scores);
        return SEAL.close(writer.bytes());
    }

    /** Writes the file; whoever reads meanwhile finds the old one or the new one. */
    public void write(Path file) throws IOException {
        Seal.write(file, bytes());
    }

    /**
     * Reads a file.
     *
     * @throws RefusedFile if it is not a model file, or not as it was written
     * @throws IOException if it cannot be read
     */
    public static ModelFile read(Path file) throws IOException {
        return read(SEAL.open(file), String.valueOf(file.getFileName()));
    }

    /**
     * Reads a file's bytes.
     *
     * @param name how messages call it
     * @throws RefusedFile if they are not a model file, or not as they were written
     */
    public static ModelFile read(byte[] bytes, String name) throws RefusedFile {
        return read(SEAL.open(bytes, name), name);
    }

    private static ModelFile read(Seal.Opened opened, String name) throws RefusedFile {
        ContentReader content = new ContentReader(opened.content());
        try {
            TrainedModel model = content.model();
            String[] claims = new String[content.count(Integer.BYTES)];
            for (int i = 0; i < claims.length; i++) {
                claims[i] = content.text();
            }
            Training training = new Training(
                    content.text(),
                    content.count(0),
                    content.text(),
                    Duration.ofMillis(content.number()),
                    Instant.ofEpochMilli(content.number()),
                    Instant.ofEpochMilli(content.number()),
                    content.text(),
                    content.text());
            SortedMap<String, Double> scores = content.numbers();
            content.end();
            return new ModelFile(model, List.of(claims), training, scores);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw SEAL.refuse(
                    Reason.DAMAGED, name, "has a checksum that fits and content that does not: " + e.getMessage());
        }
    }

    /**
     * Refuses a model of other dynamics or of another field.
     *
     * @param name how messages call the file
     * @param kind of the dynamics that want it
     * @param step one step of those dynamics
     */
    public void checkFits(String name, String kind, Representation representation, Duration step) throws RefusedFile {
        if (!model.kind().equals(kind)) {
            throw mismatch(name, "is a model of " + model.kind() + ", expected one of " + kind);
        }
        if (training.rows() != representation.size()) {
            throw mismatch(
                    name,
                    "was trained on " + training.rows() + " rows, the field's representation has "
                            + representation.size());
        }
        if (!training.geometry().equals(Geometry.digest(representation))) {
            throw mismatch(name, "was trained on rows at other places than the field's representation has");
        }
        if (!training.step().equals(step)) {
            throw mismatch(name, "was trained for a step of " + training.step() + ", the field has " + step);
        }
    }

    /** Refuses a model whose dynamics promised more, less or other things when it was written than they do now. */
    public void checkClaims(String name, Collection<Claim> built) throws RefusedFile {
        List<String> now = texts(built);
        if (!claims.equals(now)) {
            throw mismatch(name, "was written with the claims " + claims + ", its dynamics now make " + now);
        }
    }

    private static RefusedFile mismatch(String name, String found) {
        return SEAL.refuse(Reason.MISMATCH, name, found);
    }
}
